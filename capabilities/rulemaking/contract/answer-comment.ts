import { defineAction, Field } from "#platform/contract.ts";
import { Moved, OUTCOMES } from "./draft-views.ts";

export const answerComment = defineAction({
  name: "rulemaking/answer-comment",
  summary: "Says what became of a comment and why: both are shown to everybody, without a name.",
  input: { id: Field.id(), outcome: Field.choice(...OUTCOMES), answer: Field.text(4, 1_000) },
  output: Moved,
  refusals: { "answered-already": "conflict" },
});
