import { defineAction, Field } from "#platform/contract.ts";
import { Moved, STEP_REFUSALS } from "./draft-views.ts";

export const fileDraft = defineAction({
  name: "rulemaking/file-draft",
  summary: "Files what was passed with the township, on the record with its day.",
  input: { id: Field.id() },
  output: Moved,
  refusals: { ...STEP_REFUSALS },
});
