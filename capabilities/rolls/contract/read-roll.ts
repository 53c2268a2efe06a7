import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, RollFacts } from "./roll-views.ts";

export const readRoll = defineQuery({
  name: "rolls/read-roll",
  summary:
    "One roll with its versions: figures and hash for everybody; whether the reader is on it; its names for whoever keeps the place.",
  input: { id: Field.id() },
  output: Type.Object({
    roll: RollFacts,
    versions: Type.Array(RollFacts),
    rule: Type.Object({ title: Type.String(), version: Type.Integer() }),
    /** Is the reader on the newest version? Null for whoever is no person here. */
    own: Nullable(Type.Boolean()),
    names: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        household: Type.String(),
        floorDm2: Nullable(Type.Integer()),
      }),
    ),
    objections: Type.Array(
      Type.Object({
        id: Type.String(),
        says: Type.String(),
        state: Field.choice("open", "upheld", "rejected"),
        answer: Type.String(),
        raisedAt: Field.instant(),
      }),
    ),
    may: Type.Array(Type.String()),
  }),
  refusals: { "reading-limit": "too-many" },
});
