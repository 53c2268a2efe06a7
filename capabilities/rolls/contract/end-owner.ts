import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endOwner = defineAction({
  name: "rolls/end-owner",
  summary: "Ends somebody's counting for premises from a day on: they were sold or inherited, or the line is wrong.",
  input: { id: Field.id(), on: Field.date(), ground: Field.line(2, 200) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "owner-ended": "conflict" },
});
