import { Type, type TSchema } from "typebox";
import { Field } from "#platform/contract.ts";

export const RULE_LEVELS = ["national", "provincial", "city", "county", "township", "village"] as const;
export const POWER_LEVELS = ["village", "township", "county"] as const;
export const ACTS = ["handle", "enforce", "decide", "assist"] as const;

export const TEXT_LENGTH = { min: 4, max: 30_000 } as const;
export const MEANS_LENGTH = { min: 4, max: 500 } as const;
/** A form of more figures than this nobody fills in; such a rule is several rules. */
export const MOST_PARAMETERS = 300;
export const MOST_CITATIONS = 20;
export const PAGE_SIZE = 50;

/** What a review may find: the rule stays, is to be changed, or is to be ended. */
export const REVIEW_OUTCOMES = ["keep", "change", "end"] as const;
export const FINDINGS_LENGTH = { min: 4, max: 2_000 } as const;

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Area = Field.path(1);
export const MatterCode = Type.String({ maxLength: 60, pattern: "^[a-z0-9-]+$", control: "choice" });

/** Where a figure stands. */
export const Citation = Type.Object({ source: Field.line(2, 120), article: Field.line(0, 40) });

/** One figure of a rule, by its JSON pointer (RFC 6901) in the parameters; the type is what the value is read as. */
export const Parameter = Type.Object({
  pointer: Type.String(),
  parts: Type.Array(Type.String()),
  type: Field.choice("text", "number", "yes-no", "list", "nothing"),
  value: Type.String(),
});

/** A figure as a form gives it. */
export const ParameterGiven = Type.Object({
  pointer: Type.String({ minLength: 1, maxLength: 200, pattern: "^(/[^/\\u0000-\\u001f]+)+$" }),
  value: Field.line(0, 500),
});

export const RuleVersionView = Type.Object({
  version: Type.Integer(),
  text: Type.String(),
  parameters: Type.Array(Parameter),
  citations: Type.Array(Citation),
  from: Field.date(),
  /** The first day it no longer holds. */
  to: Nullable(Field.date()),
  state: Field.choice("to-come", "in-force", "past"),
  source: Type.String(),
  enactedAt: Field.instant(),
  /** The public name of whoever enacted it; empty for what the house came with. */
  enactedBy: Type.String(),
});

export const ListedRule = Type.Object({
  id: Type.String(),
  title: Type.String(),
  titleEn: Type.String(),
  level: Field.choice(...RULE_LEVELS),
  area: Type.String(),
  /** The version in force today; null where none is. */
  version: Nullable(Type.Integer()),
  from: Nullable(Field.date()),
});

/** When a rule is looked at again, by whom, and what was found. */
export const ReviewView = Type.Object({
  id: Type.String(),
  organization: Type.String(),
  dueOn: Field.date(),
  /** Whole days since it should have been made; 0 where it is not late. */
  daysLate: Type.Integer(),
  doneOn: Nullable(Field.date()),
  outcome: Nullable(Field.choice(...REVIEW_OUTCOMES)),
  findings: Type.String(),
});

/** A rule whose version in force names another one as what it rests on. */
export const RelyingRule = Type.Object({ id: Type.String(), title: Type.String(), article: Type.String() });

export const Power = Type.Object({
  id: Type.String(),
  organizationId: Type.String(),
  organization: Type.String(),
  matterCode: Type.String(),
  matter: Type.String(),
  act: Field.choice(...ACTS),
  level: Field.choice(...POWER_LEVELS),
  area: Type.String(),
  means: Type.String(),
  ruleTitle: Type.String(),
  article: Type.String(),
  from: Field.date(),
  mayEnd: Type.Boolean(),
});
