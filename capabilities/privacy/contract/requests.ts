import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

export const EXTENTS = ["voluntary", "whole"] as const;
export const STATES = ["asked", "agreed", "erasing", "erased", "refused"] as const;
/** PIPL 47: moved away or no longer needed (1), the time is over (2), consent taken back (3), held against the law (4). */
export const GROUNDS = ["left", "unneeded", "consent", "unlawful"] as const;

const Result = Type.Object({
  rows: Type.Integer(),
  mentions: Type.Integer(),
  fields: Type.Integer(),
  /** Places on the record from which nothing can be taken. */
  kept: Type.Integer(),
});

const REQUEST = {
  id: Type.String(),
  extent: Field.choice(...EXTENTS),
  state: Field.choice(...STATES),
  says: Type.String(),
  answer: Type.String(),
  ground: Type.Union([Field.choice(...GROUNDS), Type.Null()]),
  askedAt: Field.instant(),
  endedAt: Type.Union([Field.instant(), Type.Null()]),
  result: Type.Union([Result, Type.Null()]),
};

export const askErasure = defineAction({
  name: "privacy/ask-erasure",
  summary: "Asks for the caller's data to be erased: what rests on consent goes at once, everything when two persons agree.",
  input: { extent: Field.choice(...EXTENTS), says: Type.Optional(Field.text(0, 1_000)) },
  output: Type.Object({ id: Type.String(), state: Field.choice(...STATES) }),
  refusals: { "not-joined": "conflict", "request-open": "conflict" },
});

export const decideRequest = defineAction({
  name: "privacy/decide-request",
  summary:
    "One of two persons agrees to erase somebody, on a ground of the law; or refuses, with reasons. With the second it begins.",
  input: {
    id: Field.id(),
    decision: Field.choice("agreed", "refused"),
    ground: Type.Optional(Field.choice(...GROUNDS)),
    everywhere: Type.Optional(Type.Boolean()),
    answer: Type.Optional(Field.text(0, 1_000)),
  },
  output: Type.Object({ id: Type.String(), state: Field.choice(...STATES) }),
  refusals: {
    "request-decided": "conflict",
    "own-request": "forbidden",
    "same-person": "forbidden",
    "name-shared": "conflict",
    "ground-differs": "conflict",
  },
});

export const listRequests = defineQuery({
  name: "privacy/list-requests",
  summary: "What residents of the reader's area ask to have erased, newest first (at most 100).",
  input: {},
  output: Type.Object({
    requests: Type.Array(
      Type.Object({
        ...REQUEST,
        name: Type.String(),
        area: Type.String(),
        everywhere: Type.Boolean(),
        /** Why the reader may not decide it now; empty where they may. */
        barred: Field.choice("", "own", "first", "over"),
      }),
    ),
  }),
});

export const readErasureForm = defineQuery({
  name: "privacy/read-erasure-form",
  summary:
    "What would go at once if the caller took back what rests on consent, what the law keeps and why, and their own requests.",
  input: {},
  output: Type.Object({
    goes: Type.Array(Type.Object({ table: Type.String(), columns: Type.Array(Type.String()), rows: Type.Integer() })),
    stays: Type.Array(
      Type.Object({
        table: Type.String(),
        rows: Type.Integer(),
        columns: Type.Array(
          Type.Object({ column: Type.String(), basis: Type.String(), purpose: Type.String(), retention: Type.String() }),
        ),
      }),
    ),
    requests: Type.Array(Type.Object(REQUEST)),
  }),
});
