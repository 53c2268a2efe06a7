import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const rejectObjection = defineAction({
  name: "rolls/reject-objection",
  summary: "Answers an objection to a roll with a no and its reason; whoever raised it is told.",
  input: { objectionId: Field.id(), answer: Field.text(4, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "objection-decided": "conflict", "own-objection": "forbidden" },
});
