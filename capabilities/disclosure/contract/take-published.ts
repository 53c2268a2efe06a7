import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { boardFilters } from "./list-disclosures.ts";
import { PaperView, SectionView } from "./disclosure-views.ts";

/** Disclosures of one file: more is taken part by part, by place and subject. */
export const PUBLISHED_MOST = 2_000;

/** One disclosure as open data: its newest version. `/api/openapi.json` and `/t/<tenant>/disclosure/schema.json` hold this schema. */
export const PublishedDisclosure = Type.Object({
  id: Type.String(),
  title: Type.String(),
  subject: Type.String(),
  area: Type.String(),
  period: Type.String(),
  owner: Type.String(),
  dueOn: Field.date(),
  firstOn: Field.date(),
  publishedOn: Field.date(),
  late: Type.Boolean(),
  version: Type.Integer(),
  reason: Type.String(),
  sections: Type.Array(SectionView),
  papers: Type.Array(PaperView),
});

export const takePublished = defineQuery({
  name: "disclosure/take-published",
  summary: `Open data: what was published, with its text and tables, at most ${PUBLISHED_MOST}, the newest first.`,
  input: boardFilters,
  output: Type.Object({ disclosures: Type.Array(PublishedDisclosure) }),
});
