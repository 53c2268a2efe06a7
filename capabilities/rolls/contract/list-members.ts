import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, MEMBER_WAYS, Nullable } from "./roll-views.ts";

export const listMembers = defineQuery({
  name: "rolls/list-members",
  summary: "Members of the collective of a village, page by page, for whoever keeps its rolls; each one shown is told.",
  input: { area: Type.Optional(Area), q: Type.Optional(Field.line(0, 40)), cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    area: Type.String(),
    members: Type.Array(
      Type.Object({
        id: Type.String(),
        personId: Type.String(),
        name: Type.String(),
        household: Type.String(),
        way: Field.choice(...MEMBER_WAYS),
        from: Field.date(),
      }),
    ),
    /** All that were asked for, however many a page shows. */
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(AreaOption),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many", "bad-cursor": "invalid" },
});
