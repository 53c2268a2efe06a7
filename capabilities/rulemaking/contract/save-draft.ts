import { Type } from "typebox";
import { Citation, MOST_CITATIONS, MOST_PARAMETERS, ParameterGiven } from "#capabilities/rules/contract/rule-views.ts";
import { defineAction, Field } from "#platform/contract.ts";
import { ARTICLE_LENGTH, MOST_ARTICLES } from "./draft-views.ts";

export const saveDraft = defineAction({
  name: "rulemaking/save-draft",
  summary:
    "Saves the articles, figures and citations of a draft, checked against the law and the rules above; never over what somebody else saved since.",
  input: {
    id: Field.id(),
    /** Of the draft one began to write on. */
    revision: Type.Integer({ minimum: 1, maximum: 1_000_000, control: "hidden" }),
    title: Field.line(4, 80),
    articles: Type.Array(Type.Object({ text: Field.text(ARTICLE_LENGTH.min, ARTICLE_LENGTH.max) }), {
      minItems: 1,
      maxItems: MOST_ARTICLES,
    }),
    parameters: Type.Array(ParameterGiven, { maxItems: MOST_PARAMETERS }),
    citations: Type.Array(Citation, { minItems: 1, maxItems: MOST_CITATIONS }),
  },
  output: Type.Object({ id: Type.String(), number: Type.String(), revision: Type.Integer() }),
  refusals: { "text-is-fixed": "conflict", "saved-since": "conflict" },
});
