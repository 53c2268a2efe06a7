import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Area, AreaOption, HouseholdLine, Nullable } from "./person-views.ts";

export const listHouseholds = defineQuery({
  name: "register/list-households",
  summary: "Households inside the reader's areas by place and number; heads are masked.",
  input: {
    /** A household's number or its beginning. */
    q: Type.Optional(Field.line(0, 40)),
    area: Type.Optional(Area),
    group: Type.Optional(Field.id()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    households: Type.Array(HouseholdLine),
    next: Nullable(Type.String()),
    count: Type.Integer(),
    areas: Type.Array(AreaOption),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
