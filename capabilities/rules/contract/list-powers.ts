import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ACTS, MatterCode, Nullable, Power, POWER_LEVELS } from "./rule-views.ts";

export const listPowers = defineQuery({
  name: "rules/list-powers",
  summary: "The powers list: who may do what about which matter, at which level, with which means, by which article.",
  input: {
    matter: Type.Optional(MatterCode),
    organization: Type.Optional(Field.id()),
    level: Type.Optional(Field.choice(...POWER_LEVELS)),
    act: Type.Optional(Field.choice(...ACTS)),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    powers: Type.Array(Power),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    /** What to filter by: matters in the tree's order, organizations that hold a power. */
    matters: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), level: Type.Integer() })),
    organizations: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    may: Type.Array(Type.String()),
  }),
});
