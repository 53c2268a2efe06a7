import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option, ProposalFacts, STATES } from "./proposal-views.ts";

export const listProposals = defineQuery({
  name: "resolutions/list-proposals",
  summary: "Proposals by place, step and words of their title, the newest first.",
  input: {
    q: Type.Optional(Field.line(1, 80)),
    area: Type.Optional(Field.path(1)),
    state: Type.Optional(Field.choice(...STATES)),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    proposals: Type.Array(ProposalFacts),
    count: Type.Integer(),
    next: Nullable(Type.String()),
    areas: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
  refusals: { "bad-cursor": "invalid" },
});
