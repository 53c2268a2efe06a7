import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { RULE_LEVELS, RuleVersionView } from "./rule-views.ts";

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
    may: Type.Array(Type.String()),
  }),
});
