import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

export const listQuarters = defineQuery({
  name: "rolls/list-quarters",
  summary: "Residential quarters whose owners the reader keeps: how many owners, and the floor area of all in whole 1/100 m².",
  input: {},
  output: Type.Object({
    quarters: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        area: Type.String(),
        owners: Type.Integer(),
        floorDm2: Type.Integer(),
      }),
    ),
  }),
});
