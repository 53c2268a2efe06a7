import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./task-views.ts";

export const extendStep = defineAction({
  name: "cases/extend-step",
  summary: "Gives a step that is bound to no action of its own the further time its rule allows, with the reason.",
  input: { id: Field.id(), text: Field.text(REASON_LENGTH.min, REASON_LENGTH.max) },
  output: Type.Object({ dueAt: Field.instant() }),
  refusals: {
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "step-not-generic": "conflict",
    "no-more-extensions": "conflict",
    "already-overdue": "conflict",
  },
});
