import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const readHall = defineQuery({
  name: "party/read-hall",
  summary: "One party meeting for the post that signs its members in: how many are due and here, without a name.",
  input: { id: Field.id() },
  output: Type.Object({ title: Type.String(), open: Type.Boolean(), persons: Type.Integer(), here: Type.Integer() }),
  refusals: { "not-party-post": "conflict" },
});
