import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endPower = defineAction({
  name: "rules/end-power",
  summary: "Ends a power from a day on.",
  input: { id: Field.id(), on: Field.date() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "power-ended": "conflict" },
});
