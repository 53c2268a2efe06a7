import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { FINDINGS_LENGTH, REVIEW_OUTCOMES } from "./rule-views.ts";

export const reportReview = defineAction({
  name: "rules/report-review",
  summary: "Tells what the review of a rule found: kept as it is, to be changed, or to be ended.",
  input: {
    id: Field.id(),
    outcome: Field.choice(...REVIEW_OUTCOMES),
    findings: Field.text(FINDINGS_LENGTH.min, FINDINGS_LENGTH.max),
  },
  output: Type.Object({ ruleId: Type.String() }),
  refusals: { "review-made": "conflict" },
});
