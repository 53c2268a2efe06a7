import { defineAction, Field } from "#platform/contract.ts";
import { Moved } from "./draft-views.ts";

export const giveUpDraft = defineAction({
  name: "rulemaking/give-up-draft",
  summary: "Gives a draft up with the reason, published; what was passed is filed and enacted.",
  input: { id: Field.id(), why: Field.text(4, 500) },
  output: Moved,
  refusals: { "passed-already": "conflict", "step-not-open": "conflict" },
});
