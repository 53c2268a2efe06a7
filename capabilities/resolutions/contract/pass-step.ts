import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const passStep = defineAction({
  name: "resolutions/pass-step",
  summary:
    "Goes on to the next step, if the facts before it are there: a published meeting that passed this very text, posting days over, objections answered. Otherwise says what is missing, with figure and article.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "gate-shut": "conflict", "step-not-open": "conflict", "step-done-by-other": "conflict", "step-taken": "conflict" },
});
