import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endGroup = defineAction({
  name: "register/end-group",
  summary: "Ends a group no household belongs to any more.",
  input: { id: Field.id(), on: Field.date() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "group-ended": "conflict", "group-not-empty": "conflict" },
});
