import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

/** A sheet of signatures holds fewer. */
const MOST_AT_ONCE = 500;

export const enterSignatures = defineAction({
  name: "meetings/enter-signatures",
  summary: "Enters signatures given on paper at the desk; those who signed already are left as they are.",
  input: { id: Field.id(), personIds: Type.Array(Field.id(), { minItems: 1, maxItems: MOST_AT_ONCE }) },
  output: Type.Object({ id: Type.String(), signed: Type.Integer(), added: Type.Integer() }),
  refusals: { "not-on-roll": "conflict", "initiative-state": "conflict" },
});
