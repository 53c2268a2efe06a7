import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

const Named = Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() });

export const readPowerForm = defineQuery({
  name: "rules/read-power-form",
  summary: "What whoever enacts rules and enters powers chooses from: organizations, matters and places.",
  input: {},
  output: Type.Object({
    organizations: Type.Array(Type.Object({ value: Type.String(), name: Type.String() })),
    matters: Type.Array(Named),
    areas: Type.Array(Named),
  }),
});
