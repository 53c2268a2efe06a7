import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./task-views.ts";

export const completeStep = defineAction({
  name: "cases/complete-step",
  summary: "Completes a step that is bound to no action of its own, with what its form asks for and a remark.",
  input: {
    id: Field.id(),
    /** By variable, as the step's own form (a JSON Schema enacted with the procedure) says; read-case gives it. */
    variables: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.Unknown())),
    text: Type.Optional(Field.text(0, REASON_LENGTH.max)),
  },
  output: Type.Object({ state: Field.choice("open", "ended", "withdrawn") }),
  refusals: {
    "gate-shut": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "step-not-generic": "conflict",
  },
});
