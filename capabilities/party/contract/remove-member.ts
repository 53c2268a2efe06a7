import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const removeMember = defineAction({
  name: "party/remove-member",
  summary: "Takes somebody out who does not belong to the organization any more; nothing is kept of it.",
  input: { name: Field.line(2, 40) },
  output: Type.Object({ members: Type.Integer() }),
  refusals: { "not-party-post": "conflict", "unknown-names": "conflict", "ambiguous-names": "conflict" },
});
