import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { about, KINDS, MatterFacts, Nullable, Option, STEPS } from "./matter-views.ts";

export const listMatters = defineQuery({
  name: "supervision/list-matters",
  summary:
    "Objections, inquiries and complaints by place, kind, step and what they are about, the newest first, and where each stands.",
  input: {
    q: Type.Optional(Field.line(1, 80)),
    area: Type.Optional(Field.path(1)),
    kind: Type.Optional(Field.choice(...KINDS)),
    step: Type.Optional(Field.choice(...STEPS)),
    about: Type.Optional(about()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    matters: Type.Array(MatterFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    /** What the list was asked about, where it is known here. */
    thing: Nullable(Type.Object({ title: Type.String(), page: Type.String() })),
    may: Type.Array(Type.String()),
  }),
  refusals: { "bad-cursor": "invalid" },
});
