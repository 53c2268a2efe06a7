import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Named, Option } from "./proposal-views.ts";

export const readProposeForm = defineQuery({
  name: "resolutions/read-propose-form",
  summary: "Where the reader may put a proposal, and the kinds of matters the law names, with those it keeps for the assembly.",
  input: {},
  output: Type.Object({
    areas: Type.Array(Option),
    matters: Type.Array(Type.Object({ ...Named.properties, reserved: Type.Boolean() })),
  }),
});
