import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const takeDown = defineAction({
  name: "disclosure/take-down",
  summary: "Takes a paper off the board once it has hung its days; it stays in the archive, in the search and on the record.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "item-step": "conflict", "hangs-still": "conflict", "taken-down-already": "conflict" },
});
