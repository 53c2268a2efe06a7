import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Division } from "./division-views.ts";

export const listDivisions = defineQuery({
  name: "divisions/list-divisions",
  summary: "The divisions in force that this tenant answers for, in the tree’s order, each with its grids; and those above it.",
  input: {},
  output: Type.Object({
    above: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    divisions: Type.Array(Division),
  }),
});
