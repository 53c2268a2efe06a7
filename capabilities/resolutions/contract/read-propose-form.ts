import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Named, Nullable, Option } from "./proposal-views.ts";

export const readProposeForm = defineQuery({
  name: "resolutions/read-propose-form",
  summary: "Where the reader may put a proposal, and the kinds of matters the law names, with those it keeps for the assembly.",
  input: {
    /** The case it is put about: its words are taken over. */
    about: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Z-]*$" })),
  },
  output: Type.Object({
    areas: Type.Array(Option),
    matters: Type.Array(Type.Object({ ...Named.properties, reserved: Type.Boolean() })),
    subject: Nullable(Type.Object({ about: Type.String(), title: Type.String(), wording: Type.String(), matter: Type.String() })),
  }),
});
