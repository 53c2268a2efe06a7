import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable, Outcomes } from "./appeal-views.ts";
import { ReviewedDecisions } from "./ask-review.ts";
import { ReviewOutcomes } from "./decide-review.ts";

/** A decision with all that whoever it concerns must be told: facts, rule and version, who, when, how to have it reviewed and by when. */
export const Decision = Type.Object({
  outcome: Field.choice(...Outcomes),
  facts: Type.String(),
  /** What whoever decided cited; empty where the rule itself is all it rests on. */
  article: Type.String(),
  rule: Type.Object({ key: Type.String(), version: Type.Integer() }),
  by: Type.String(),
  at: Field.instant(),
  review: Type.Object({ action: Type.Literal("appeals/ask-review"), until: Nullable(Field.instant()) }),
});

export const ReviewView = Type.Object({
  id: Type.String(),
  about: Field.choice(...ReviewedDecisions),
  state: Field.choice("asked", "decided"),
  askedAt: Field.instant(),
  dueAt: Nullable(Field.instant()),
  ruleVersion: Type.Integer(),
  outcome: Nullable(Field.choice(...ReviewOutcomes)),
  by: Type.String(),
  decidedAt: Nullable(Field.instant()),
});
