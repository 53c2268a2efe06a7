import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, MEMBER_WAYS } from "./roll-views.ts";

export const listMembers = defineQuery({
  name: "rolls/list-members",
  summary: "Members of the collective of a village, for whoever keeps its rolls; each one shown is told.",
  input: { area: Type.Optional(Area), q: Type.Optional(Field.line(0, 40)) },
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
    /** All of them, however many are shown. */
    count: Type.Integer(),
    /** Registered in the village and no members: whom the next confirmation may name. */
    others: Type.Array(Type.Object({ value: Type.String(), name: Type.String() })),
    areas: Type.Array(AreaOption),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
