import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const reportToLead = defineAction({
  name: "appeals/report-to-lead",
  summary: "A co-handler reports to the lead what was done, or why not.",
  input: {
    id: Field.id(),
    outcome: Field.choice("done", "refused"),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ reportedAt: Field.instant() }),
  refusals: { "not-called": "conflict", "already-reported": "conflict" },
});
