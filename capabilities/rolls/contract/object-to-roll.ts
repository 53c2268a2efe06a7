import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const objectToRoll = defineAction({
  name: "rolls/object-to-roll",
  summary: "Somebody says that a person is missing from a roll, or should not be on it, within the days the rule gives.",
  input: { id: Field.id(), says: Field.text(4, 500) },
  output: Type.Object({ id: Type.String() }),
  refusals: { "objections-over": "gone", "not-joined": "conflict", "too-many-objections": "conflict" },
});
