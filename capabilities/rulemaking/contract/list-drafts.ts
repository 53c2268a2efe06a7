import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { DraftFacts, Nullable, Option, STATES } from "./draft-views.ts";

export const listDrafts = defineQuery({
  name: "rulemaking/list-drafts",
  summary: "Rules on their way from draft to force, by place, step and words of their title, the newest first.",
  input: {
    q: Type.Optional(Field.line(1, 80)),
    area: Type.Optional(Field.path(1)),
    state: Type.Optional(Field.choice(...STATES)),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    drafts: Type.Array(DraftFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
  refusals: { "bad-cursor": "invalid" },
});
