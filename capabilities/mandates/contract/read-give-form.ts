import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Option } from "./mandate-views.ts";

export const readGiveForm = defineQuery({
  name: "mandates/read-give-form",
  summary: "What a mandate is given with: matters of the powers list, places below, and the rules it may carry out.",
  input: {},
  output: Type.Object({
    matters: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() })),
    areas: Type.Array(Option),
    rules: Type.Array(Option),
    /** The first day it may be due. */
    earliest: Type.String(),
  }),
});
