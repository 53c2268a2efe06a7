import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const extendAppeal = defineAction({
  name: "appeals/extend-appeal",
  summary: "Extends the time to answer, with reasons told to the resident.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ dueAt: Field.instant() }),
  refusals: { "not-in-hand": "conflict", "no-more-extensions": "conflict", "already-overdue": "conflict" },
});
