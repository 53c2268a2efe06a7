import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const giveUp = defineAction({
  name: "resolutions/give-up",
  summary: "Gives a proposal up with the reason, published; a resolution that was published is carried out.",
  input: { id: Field.id(), why: Field.text(4, 500) },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "resolution-stands": "conflict" },
});
