import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const reopenAppeal = defineAction({
  name: "appeals/reopen-appeal",
  summary: "The resident has a closed appeal taken up again, with a reason, within the time the rule gives.",
  input: {
    id: Field.id(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "reopening-too-late": "gone",
    "not-closed": "conflict",
  },
});
