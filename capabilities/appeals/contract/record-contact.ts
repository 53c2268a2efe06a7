import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const recordContact = defineAction({
  name: "appeals/record-contact",
  summary: "Records that the resident was reached; the first contact counts for the response rate.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ contactedAt: Field.instant() }),
  refusals: { "not-in-hand": "conflict" },
});
