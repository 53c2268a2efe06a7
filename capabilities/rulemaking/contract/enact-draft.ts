import { defineAction, Field } from "#platform/contract.ts";
import { Moved, STEP_REFUSALS } from "./draft-views.ts";

export const enactDraft = defineAction({
  name: "rulemaking/enact-draft",
  summary: "Enacts what was passed and filed, word for word, from a day on: a version of its rule, on the record.",
  input: { id: Field.id(), from: Field.date() },
  output: Moved,
  refusals: { "versions-overlap": "conflict", ...STEP_REFUSALS },
});
