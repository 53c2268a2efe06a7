import { defineAction, Field } from "#platform/contract.ts";
import { Acted, STEP_REFUSALS } from "./matter-views.ts";

export const putRight = defineAction({
  name: "supervision/put-right",
  summary: "The body reports what it put right, as it said it would or was ordered to; public at once.",
  input: { id: Field.id(), report: Field.text(10, 2_000) },
  output: Acted,
  refusals: STEP_REFUSALS,
});
