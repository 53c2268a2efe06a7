import { answerLink, completeTask } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { reportOnRequest } from "../contract/report-on-request.ts";
import { mayLead } from "../policy.ts";
import { loadRequest, signatureOf } from "./rule-on-dispute.ts";

export const reportOnRequestBound = bind(reportOnRequest, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadRequest,
  run: async (context, input, request) => {
    if (request.relation !== "appeals.whistle") return refuse("conflict", "step-not-open");
    // A no must be justified: it cites what it rests on (TRUST §3.6).
    if (input.outcome === "refused" && !input.article) return refuseField("/article", "article-missing");
    const moved = await completeTask(context, request.case_id, reportOnRequest.name, { outcome: input.outcome });
    if (isRefusal(moved)) return moved;
    const facts = { outcome: input.outcome, article: input.article ?? "", by: await signatureOf(context) };
    await answerLink(context, request.id, { facts, words: { report: input.text } });
    return { outcome: input.outcome };
  },
});
