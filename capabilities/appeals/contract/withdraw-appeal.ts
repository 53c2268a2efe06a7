import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const withdrawAppeal = defineAction({
  name: "appeals/withdraw-appeal",
  summary: "The resident takes the appeal back; what was done stays on the record.",
  input: {
    id: Field.id(),
    text: Type.Optional(Field.text(0, ENTRY_LENGTH.max)),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
  },
});
