import { defineAction, Field } from "#platform/contract.ts";
import { Acted } from "./mandate-views.ts";

export const liftCharge = defineAction({
  name: "mandates/lift-charge",
  summary: "The giver takes a charge off a body again, with the reason.",
  input: { id: Field.id(), why: Field.text(4, 500) },
  output: Acted,
  refusals: { "charge-state": "conflict" },
});
