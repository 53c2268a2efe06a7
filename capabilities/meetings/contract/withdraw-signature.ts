import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const withdrawSignature = defineAction({
  name: "meetings/withdraw-signature",
  summary: "Takes one's own signature back, as long as there are not enough.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), signed: Type.Integer() }),
  refusals: { "not-signed": "conflict", "initiative-state": "conflict" },
});
