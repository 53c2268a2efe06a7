import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endGrid = defineAction({
  name: "divisions/end-grid",
  summary: "Ends a grid from a day on; persons and matters recorded in it stay where they are.",
  input: { id: Field.id(), on: Field.date() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "grid-ended": "conflict" },
});
