import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_ARTICLES, Moved } from "./draft-views.ts";

export const commentOnDraft = defineAction({
  name: "rulemaking/comment-on-draft",
  summary: "Whoever belongs to the place says what they think of an article, or of the whole, while the draft is open.",
  input: {
    id: Field.id(),
    /** 0: of the whole. */
    article: Type.Integer({ minimum: 0, maximum: MOST_ARTICLES, control: "choice" }),
    text: Field.text(4, 1_000),
  },
  output: Moved,
  refusals: { "not-open": "conflict", "not-of-here": "forbidden", "too-many": "conflict" },
});
