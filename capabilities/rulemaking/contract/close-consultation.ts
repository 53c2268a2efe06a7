import { defineAction, Field } from "#platform/contract.ts";
import { Moved, STEP_REFUSALS } from "./draft-views.ts";

export const closeConsultation = defineAction({
  name: "rulemaking/close-consultation",
  summary: "Fixes the text and goes on to the vote, if the days are over and each comment is answered.",
  input: { id: Field.id() },
  output: Moved,
  refusals: { ...STEP_REFUSALS },
});
