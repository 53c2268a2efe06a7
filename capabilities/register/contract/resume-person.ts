import { defineAction, Field } from "#platform/contract.ts";
import { Type } from "typebox";
import { Ground, Version } from "./person-views.ts";

export const resumePerson = defineAction({
  name: "register/resume-person",
  summary: "Takes an ended entry up again: somebody came back, or it was ended by mistake.",
  input: { id: Field.id(), version: Version, ground: Ground },
  output: Type.Object({ id: Type.String() }),
  refusals: { "person-here": "conflict", "changed-meanwhile": "conflict", "joined-anew": "conflict" },
});
