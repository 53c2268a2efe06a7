import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area, DRAWN_KINDS } from "./roll-views.ts";

export const freezeRoll = defineAction({
  name: "rolls/freeze-roll",
  summary:
    "Freezes who counts in a place on a day, for a meeting: the list, its figures and its hash. It is never changed, only corrected by a new version.",
  input: { kind: Field.choice(...DRAWN_KINDS), area: Area, onDay: Field.date(), title: Field.line(2, 80) },
  output: Type.Object({ id: Type.String(), version: Type.Integer(), persons: Type.Integer(), listSha256: Type.String() }),
  refusals: { "roll-empty": "conflict", "birth-dates-missing": "conflict", "no-rule": "conflict" },
});
