import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

export const Division = Type.Object({
  code: Type.String(),
  name: Type.String(),
  level: Type.Integer({ minimum: 1, maximum: 6 }),
  path: Type.String(),
  grids: Type.Integer({ minimum: 0 }),
});

export const listDivisions = defineQuery({
  name: "divisions/list-divisions",
  summary: "The divisions this tenant answers for, with the count of grids below each.",
  input: {},
  output: Type.Object({ divisions: Type.Array(Division) }),
});
