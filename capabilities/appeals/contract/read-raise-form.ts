import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";

const Named = Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() });

export const readRaiseForm = defineQuery({
  name: "appeals/read-raise-form",
  summary: "The areas and matters an appeal may name, and what the reader is known by.",
  input: {},
  output: Type.Object({
    /** Bodies in force and holders of public posts: whom an appeal may complain of. */
    parties: Type.Array(Type.Object({ value: Type.String(), name: Type.String() })),
    areas: Type.Array(Named),
    matters: Type.Array(Named),
    signedIn: Type.Boolean(),
    desk: Type.Boolean(),
  }),
});
