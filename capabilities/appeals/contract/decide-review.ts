import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ENTRY_LENGTH } from "./appeal-views.ts";

export const ReviewOutcomes = ["upheld", "overturned", "sent-back"] as const;

export const decideReview = defineAction({
  name: "appeals/decide-review",
  summary:
    "Decides a review with the facts found and the rule it rests on: never by whoever made the decision, nor in their unit.",
  input: {
    id: Field.id(),
    outcome: Field.choice(...ReviewOutcomes),
    text: Field.text(ENTRY_LENGTH.min, ENTRY_LENGTH.max),
    article: Field.line(2, 300),
  },
  output: Type.Object({ outcome: Field.choice(...ReviewOutcomes) }),
  refusals: {
    "no-review-open": "conflict",
    "reviewer-decided": "forbidden",
    "step-not-open": "conflict",
    "step-done-by-other": "conflict",
    "step-taken": "conflict",
  },
});
