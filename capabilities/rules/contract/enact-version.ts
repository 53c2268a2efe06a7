import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Citation, MOST_CITATIONS, MOST_PARAMETERS, ParameterGiven, TEXT_LENGTH } from "./rule-views.ts";

export const enactVersion = defineAction({
  name: "rules/enact-version",
  summary: "Enacts a new version of a rule from a day on; the version in force ends with the day before.",
  input: {
    ruleId: Field.id(),
    from: Field.date(),
    text: Field.text(TEXT_LENGTH.min, TEXT_LENGTH.max),
    parameters: Type.Array(ParameterGiven, { maxItems: MOST_PARAMETERS }),
    citations: Type.Array(Citation, { minItems: 1, maxItems: MOST_CITATIONS }),
    source: Field.line(2, 120),
  },
  output: Type.Object({ version: Type.Integer() }),
  refusals: { "versions-overlap": "conflict", "takes-course": "conflict" },
});
