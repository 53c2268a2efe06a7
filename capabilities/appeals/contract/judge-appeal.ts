import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const judgeAppeal = defineAction({
  name: "appeals/judge-appeal",
  summary: "The resident judges the answer: reached in time, solved, satisfied; and may ask for it to be taken up again.",
  input: {
    id: Field.id(),
    responded: Type.Boolean(),
    solved: Type.Boolean(),
    satisfied: Type.Boolean(),
    again: Type.Optional(Type.Boolean()),
    text: Type.Optional(Field.text(0, ENTRY_LENGTH.max)),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "reason-missing": "invalid",
  },
});
