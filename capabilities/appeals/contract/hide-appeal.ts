import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const hideAppeal = defineAction({
  name: "appeals/hide-appeal",
  summary: "Takes a released text off the public list again, with a reason in the audit.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, 500),
  },
  output: Type.Object({ public: Type.Boolean() }),
  refusals: { "not-public": "conflict" },
});
