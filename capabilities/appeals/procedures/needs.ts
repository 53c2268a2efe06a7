import type { ProcedureNeeds } from "#capabilities/cases/index.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { assignRequest } from "../contract/assign-request.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { decideReview } from "../contract/decide-review.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { reportOnRequest } from "../contract/report-on-request.ts";
import { ruleOnDispute } from "../contract/rule-on-dispute.ts";

/** What the actions and reactions of this capability rely on in each procedure, by its key. */
export const PROCEDURE_NEEDS: Readonly<Record<string, ProcedureNeeds>> = {
  "appeals.handling": {
    receives: ["objection", "transfer", "dispute", "ruling"],
    sends: ["overdue"],
    steps: [dispatchAppeal.name, answerAppeal.name, decideObjection.name, judgeAppeal.name],
    // A ruling that does not come, and a judgement that is not made, are told by these.
    elements: { "no-ruling": "timer", "closed-unjudged": "end" },
    reopens: ["dispatch", "handle"],
    variables: {
      area: "string",
      decision: "string",
      lead: "string",
      tier: "string",
      upheld: "boolean",
      ruling: "string",
      outcome: "string",
      again: "boolean",
    },
  },
  "appeals.ruling": {
    receives: [],
    sends: [],
    steps: [ruleOnDispute.name],
    elements: {},
    reopens: [],
    variables: { area: "string", ruling: "string" },
  },
  "appeals.review": {
    receives: [],
    sends: [],
    steps: [decideReview.name],
    elements: {},
    reopens: [],
    variables: { area: "string", outcome: "string" },
  },
  "appeals.assistance": {
    receives: [],
    sends: [],
    steps: [assignRequest.name, reportOnRequest.name],
    elements: {},
    reopens: [],
    variables: { area: "string", tier: "string", lead: "string", outcome: "string" },
  },
};
