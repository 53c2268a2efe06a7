import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const readPostForm = defineQuery({
  name: "organizations/read-post-form",
  summary: "What whoever gives a post chooses from: organizations, duties and places; and to whom it is given.",
  input: { personId: Field.id() },
  output: Type.Object({
    name: Type.String(),
    organizations: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), area: Type.String() })),
    duties: Type.Array(Type.String()),
    areas: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() })),
  }),
});
