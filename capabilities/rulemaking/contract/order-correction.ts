import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_ARTICLES, Moved } from "./draft-views.ts";

export const orderCorrection = defineAction({
  name: "rulemaking/order-correction",
  summary:
    "The township orders an article of what was filed to be put right: against which article above, why, by when. What is not yet in force does not come into force.",
  input: {
    id: Field.id(),
    /** 0: the whole. */
    article: Type.Integer({ minimum: 0, maximum: MOST_ARTICLES, control: "choice" }),
    against: Field.line(2, 120),
    againstArticle: Field.line(1, 40),
    why: Field.text(4, 1_000),
    dueOn: Field.date(),
  },
  output: Moved,
  refusals: { "not-filed": "conflict", "step-not-open": "conflict" },
});
