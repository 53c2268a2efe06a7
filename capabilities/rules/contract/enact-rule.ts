import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area, Citation, MOST_CITATIONS, MOST_PARAMETERS, ParameterGiven, RULE_LEVELS, TEXT_LENGTH } from "./rule-views.ts";

export const enactRule = defineAction({
  name: "rules/enact-rule",
  summary: "Enacts a rule of one’s own, with its figures and the articles it rests on.",
  input: {
    title: Field.line(4, 80),
    titleEn: Type.Optional(Field.line(0, 120)),
    /** The name procedures and capabilities ask for it by. */
    key: Type.String({ minLength: 3, maxLength: 60, pattern: "^[a-z0-9-]+(\\.[a-z0-9-]+)+$" }),
    level: Field.choice(...RULE_LEVELS),
    area: Area,
    text: Field.text(TEXT_LENGTH.min, TEXT_LENGTH.max),
    parameters: Type.Array(ParameterGiven, { maxItems: MOST_PARAMETERS }),
    citations: Type.Array(Citation, { minItems: 1, maxItems: MOST_CITATIONS }),
    source: Field.line(2, 120),
    from: Field.date(),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "takes-course": "conflict" },
});
