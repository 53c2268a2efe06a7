import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable } from "./roll-views.ts";

export const listOwners = defineQuery({
  name: "rolls/list-owners",
  summary:
    "Premises of a residential quarter, page by page, with who counts for each and its floor area in whole 1/100 m²; each one shown is told.",
  input: { groupId: Field.id(), q: Type.Optional(Field.line(0, 60)), cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    quarter: Type.String(),
    owners: Type.Array(
      Type.Object({
        id: Type.String(),
        personId: Type.String(),
        name: Type.String(),
        premises: Type.String(),
        floorDm2: Type.Integer(),
        from: Field.date(),
      }),
    ),
    /** Of all that were asked for, however many a page shows. */
    count: Type.Integer(),
    persons: Type.Integer(),
    floorDm2: Type.Integer(),
    next: Nullable(Type.String()),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many", "bad-cursor": "invalid" },
});
