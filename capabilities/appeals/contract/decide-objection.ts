import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, States } from "./appeal-views.ts";

export const decideObjection = defineAction({
  name: "appeals/decide-objection",
  summary: "The dispatcher upholds an objection (the appeal is dispatched anew) or rejects it with reasons.",
  input: {
    id: Field.id(),
    upheld: Type.Boolean(),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ state: Field.choice(...States) }),
  refusals: {
    "not-in-hand": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
  },
});
