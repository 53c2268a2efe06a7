import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endDelegate = defineAction({
  name: "rolls/end-delegate",
  summary: "Ends somebody's being a representative or delegate from a day on.",
  input: { id: Field.id(), on: Field.date() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "delegate-ended": "conflict" },
});
