import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, Nullable } from "./roll-views.ts";

export const listOthers = defineQuery({
  name: "rolls/list-others",
  summary:
    "Registered in a village and no members of its collective: whom its next confirmation may name, page by page; each one shown is told.",
  input: { area: Type.Optional(Area), q: Type.Optional(Field.line(0, 40)), cursor: Type.Optional(Field.cursor()) },
  output: Type.Object({
    area: Type.String(),
    others: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), household: Type.String() })),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(AreaOption),
  }),
  refusals: { "reading-limit": "too-many", "bad-cursor": "invalid" },
});
