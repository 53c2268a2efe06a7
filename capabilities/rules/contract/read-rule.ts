import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { RelyingRule, ReviewView, RULE_LEVELS, RuleVersionView } from "./rule-views.ts";

export const readRule = defineQuery({
  name: "rules/read-rule",
  summary: "One rule with every version: its text, figures, articles, and the days it holds between.",
  input: { id: Field.id() },
  output: Type.Object({
    id: Type.String(),
    key: Type.String(),
    title: Type.String(),
    titleEn: Type.String(),
    level: Field.choice(...RULE_LEVELS),
    area: Type.String(),
    /** The newest first. */
    versions: Type.Array(RuleVersionView),
    /** The one that is due first, then those made. */
    reviews: Type.Array(ReviewView),
    /** Rules of this tenant it rests on, by the names its citations give. */
    restsOn: Type.Array(RelyingRule),
    /** Rules in force that rest on this one. */
    reliedOnBy: Type.Array(RelyingRule),
    /** Bodies that may be charged with a review; for whoever may set one. */
    organizations: Type.Array(Type.Object({ value: Type.String(), name: Type.String() })),
    may: Type.Array(Type.String()),
  }),
});
