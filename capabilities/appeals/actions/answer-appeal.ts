import { completeTask } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse, refuseField } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { mayLead } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { countOpenCallsUpward } from "../store/disputes.ts";
import { countOutstandingWhistles } from "../store/whistles.ts";
import { CO_SIGNERS_TOLD, NOBODY } from "./co-sign.ts";
import { answerMerged } from "./relate-appeals.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident } from "./tell.ts";

export const answerAppealBound = bind(answerAppeal, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    // A no must be justified: it cites what it rests on (TRUST §3.6).
    if (input.outcome === "justified-no" && !input.article) return refuseField("/article", "article-missing");
    const outstanding =
      (await countOutstandingWhistles(context.tx, appeal.id)) + (await countOpenCallsUpward(context.tx, caseId));
    if (outstanding > 0) return refuse("conflict", "co-handlers-outstanding", { facts: { count: outstanding } });
    const moved = await completeTask(context, caseId, answerAppeal.name, { outcome: input.outcome });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "answer", told: true, text: input.text, article: input.article ?? "" });
    await changeAppeal(context.tx, appeal.id, {
      state: "answered",
      outcome: input.outcome,
      answered_at: context.now,
      contacted_at: appeal.contacted_at ?? context.now,
    });
    await tellResident(context, appeal, "answered", {});
    await answerMerged(context, appeal, { outcome: input.outcome, text: input.text, article: input.article ?? "" });
    if (appeal.co_signers > 0) context.emit(CO_SIGNERS_TOLD, { appealId: appeal.id, after: NOBODY });
    return { state: "answered" as const };
  },
});
