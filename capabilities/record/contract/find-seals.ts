import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Kind, LeafIndex, MOST_SUBJECTS, Nullable } from "./entry-views.ts";

export const Seal = Type.Object({
  subject: Type.String(),
  /** Null: it waits for its place, which takes a minute at most. */
  index: Nullable(LeafIndex),
  on: Nullable(Field.date()),
  state: Field.choice("recorded", "waiting", "withdrawn"),
});

export const findSeals = defineQuery({
  name: "record/find-seals",
  summary: "Where the record speaks last of each of these things; what was never recorded is left out.",
  input: {
    kind: Kind,
    /** Ids within the kind, with commas between them: this is asked by address too. */
    subjects: Type.String({ maxLength: MOST_SUBJECTS * 201, pattern: "^[A-Za-z0-9._~/,-]*$" }),
  },
  output: Type.Object({ seals: Type.Array(Seal) }),
});
