import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ListedRule, RULE_LEVELS } from "./rule-views.ts";

export const listRules = defineQuery({
  name: "rules/list-rules",
  summary: "Rules kept here, with the version in force today.",
  input: {
    q: Type.Optional(Field.line(0, 60)),
    level: Type.Optional(Field.choice(...RULE_LEVELS)),
  },
  output: Type.Object({ rules: Type.Array(ListedRule), may: Type.Array(Type.String()) }),
});
