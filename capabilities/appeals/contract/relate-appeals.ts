import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

/** So many duplicates one appeal leads at most: its answer is written into each in one transaction. */
export const MOST_MERGED = 50;

export const relateAppeals = defineAction({
  name: "appeals/relate-appeals",
  summary:
    "Says that an appeal belongs with another; a duplicate goes to the same unit and is given the other’s answer as its own.",
  input: {
    id: Field.id(),
    /** Number of the other; of a duplicate, the one that leads. */
    other: Field.line(1, 40),
    kind: Field.choice("related", "merged"),
  },
  output: Type.Object({ relationId: Type.String() }),
  refusals: {
    "not-in-hand": "conflict",
    "no-such-appeal": "invalid",
    "related-already": "conflict",
    "not-to-merge": "conflict",
    "too-many-merged": "conflict",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
    "no-such-matter": "invalid",
    "unit-complained-of": "forbidden",
    "unit-lacks-power": "forbidden",
    "tier-slower-than-rule": "invalid",
  },
});

export const unrelateAppeals = defineAction({
  name: "appeals/unrelate-appeals",
  summary: "Takes two appeals apart again: each goes on by itself.",
  input: { id: Field.id(), other: Field.line(1, 40) },
  output: Type.Object({ ended: Type.Boolean() }),
  refusals: { "not-related": "conflict" },
});
