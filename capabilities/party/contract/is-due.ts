import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const isDue = defineQuery({
  name: "party/is-due",
  summary: "The yes/no port for one meeting: is this person due at it, and here?",
  input: { id: Field.id(), name: Field.line(2, 40) },
  output: Type.Object({ due: Type.Boolean(), here: Type.Boolean() }),
  refusals: { "not-party-post": "conflict" },
});
