import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Names } from "./names.ts";

export const signInMembers = defineAction({
  name: "party/sign-in-members",
  summary: "Signs in those of the paper sheet, by name, at one party meeting: each must be due. The meeting is told how many.",
  input: { id: Field.id(), names: Names() },
  output: Type.Object({ here: Type.Integer(), persons: Type.Integer() }),
  refusals: { "not-party-post": "conflict", "not-due": "conflict", "ambiguous-names": "conflict", "meeting-state": "conflict" },
});
