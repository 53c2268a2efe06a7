import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, KINDS, ListedOrganization, Nullable } from "./organization-views.ts";

export const listOrganizations = defineQuery({
  name: "organizations/list-organizations",
  summary: "Organizations in force, by place and name, with filters.",
  input: {
    q: Type.Optional(Field.line(0, 60)),
    kind: Type.Optional(Field.choice(...KINDS)),
    area: Type.Optional(Area),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    organizations: Type.Array(ListedOrganization),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    /** Places to filter by. */
    areas: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() })),
    may: Type.Array(Type.String()),
  }),
});
