import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable } from "./matter-views.ts";

export const AUDIT_KINDS = ["term", "exit"] as const;
/** By law the township, or the county's department of agriculture or of finance, has it made. */
export const ORDERED_BY = ["township", "county-agriculture", "county-finance"] as const;

export const AuditFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  kind: Field.choice(...AUDIT_KINDS),
  area: Type.String(),
  path: Type.String(),
  organization: Type.String(),
  /** Empty until the report is public, but for the township. */
  holder: Type.String(),
  title: Type.String(),
  /** The day the post or its term ended. */
  becauseOn: Field.date(),
  dueOn: Field.date(),
  publishedOn: Nullable(Field.date()),
  /** The post ended by a mistake and was given back: nothing is audited. */
  withdrawnOn: Nullable(Field.date()),
  late: Type.Boolean(),
  /** Findings that wait for an answer, and how many of these are late. */
  open: Type.Integer(),
  lateFindings: Type.Integer(),
});

export const FindingView = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  words: Type.String(),
  answerDue: Field.date(),
  answer: Type.String(),
  answeredOn: Nullable(Field.date()),
  late: Type.Boolean(),
});
