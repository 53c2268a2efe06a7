import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH, Nullable } from "./appeal-views.ts";

/** What may be reviewed: an answer, a referral to a legal channel, an opening of a sealed identity. */
export const ReviewedDecisions = ["answer", "channel", "opening"] as const;

export const askReview = defineAction({
  name: "appeals/ask-review",
  summary: "Whoever raised an appeal asks that a decision in it be reviewed, by somebody who did not make it.",
  input: {
    id: Field.id(),
    about: Field.choice(...ReviewedDecisions),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
  },
  output: Type.Object({ reviewId: Type.String(), dueAt: Nullable(Field.instant()) }),
  refusals: {
    "nothing-to-review": "conflict",
    "review-asked": "conflict",
    "review-too-late": "gone",
    "no-review-rule": "conflict",
  },
});
