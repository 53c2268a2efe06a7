import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const correctRoll = defineAction({
  name: "rolls/correct-roll",
  summary:
    "Freezes a roll anew as a new version, from the register as it is now, with the reason; an objection it answers is upheld.",
  input: { id: Field.id(), objectionId: Type.Optional(Field.id()), reason: Field.line(4, 200) },
  output: Type.Object({ id: Type.String(), version: Type.Integer(), listSha256: Type.String() }),
  refusals: {
    "same-list": "conflict",
    "birth-dates-missing": "conflict",
    "no-rule": "conflict",
    "objection-decided": "conflict",
    "roll-empty": "conflict",
  },
});
