import { defineAction, Field } from "#platform/contract.ts";
import { Moved, STEP_REFUSALS } from "./draft-views.ts";

export const openConsultation = defineAction({
  name: "rulemaking/open-consultation",
  summary: "Publishes the draft and opens it to everybody’s comments, article by article, for the days of the rule.",
  input: { id: Field.id() },
  output: Moved,
  refusals: { "no-rule": "conflict", "nothing-written": "conflict", ...STEP_REFUSALS },
});
