import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const answerObjection = defineAction({
  name: "resolutions/answer-objection",
  summary: "Answers an objection: both are shown to everybody, without a name.",
  input: { id: Field.id(), answer: Field.text(4, 1_000) },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "answered-already": "conflict" },
});
