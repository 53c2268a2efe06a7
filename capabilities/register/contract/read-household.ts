import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { AreaOption, Change, Nullable, RELATIONS, SEXES, STATES } from "./person-views.ts";

export const readHousehold = defineQuery({
  name: "register/read-household",
  summary: "One household: where it is, its head and members, and what was changed; each member's reading is recorded.",
  input: { id: Field.id() },
  output: Type.Object({
    id: Type.String(),
    version: Type.Integer(),
    number: Type.String(),
    address: Type.String(),
    area: Type.String(),
    path: Type.String(),
    group: Nullable(Type.Object({ id: Type.String(), name: Type.String() })),
    headId: Nullable(Type.String()),
    endedOn: Nullable(Field.date()),
    members: Type.Array(
      Type.Object({
        id: Type.String(),
        version: Type.Integer(),
        name: Type.String(),
        relation: Field.choice("", ...RELATIONS),
        sex: Nullable(Field.choice(...SEXES)),
        age: Nullable(Type.Integer()),
        state: Field.choice(...STATES),
      }),
    ),
    changes: Type.Array(Change),
    areas: Type.Array(AreaOption),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
