import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";
import { Names } from "./names.ts";

export const enterMembers = defineAction({
  name: "party/enter-members",
  summary: "The party organization's post enters who belongs to it, by name; nobody is ever listed, only counted.",
  input: { names: Names() },
  output: Type.Object({ members: Type.Integer() }),
  refusals: { "not-party-post": "conflict", "unknown-names": "conflict", "ambiguous-names": "conflict" },
});
