import { advanceCase, dueAfter, findCase, findSpan, findUpperTenant } from "#capabilities/cases/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { raiseDispute } from "../contract/raise-dispute.ts";
import { withParents } from "../domain/suggest-matters.ts";
import { mayLead } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { findRejectedObjection } from "../store/disputes.ts";
import { findMatters } from "../store/find-matters.ts";
import { findPowers } from "../store/find-powers.ts";
import { askUpward } from "./ask-upward.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { readRule } from "./read-rules.ts";

export const raiseDisputeBound = bind(raiseDispute, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const rejected = await findRejectedObjection(context.tx, appeal);
    if (rejected === undefined) return refuse("conflict", "no-objection-before");
    const latest = await latestDispute(context, appeal, rejected.decided_at);
    if (latest.at <= context.now)
      return refuse("gone", "dispute-too-late", { facts: { latest: latest.at.toISOString() }, rule: latest.rule });
    const upper = await findUpperTenant(context.tx);
    const row = await findCase(context.tx, caseId);
    if (upper === undefined || row === undefined) return refuse("conflict", "no-level-above");
    const moved = await advanceCase(context, caseId, { type: "message", name: "dispute", at: context.now.toISOString() });
    if (isRefusal(moved)) return moved;
    const dueAt = moved.changes.timers[0]?.dueAt;
    if (dueAt === undefined) throw new Error("the procedure sets no time for a ruling");
    await askUpward(context, appeal, row, {
      relation: "appeals.dispute",
      to: upper,
      dueAt,
      facts: { article: rejected.article, candidates: await candidatesFor(context, appeal) },
      words: { objection: rejected.objection, decision: rejected.decision, reasons: input.text },
    });
    await writeEntry(context, appeal, { kind: "dispute", told: false, text: input.text });
    await changeAppeal(context.tx, appeal.id, { state: "waiting" });
    return { state: "waiting" as const, rulingDueAt: dueAt.toISOString() };
  },
});

async function latestDispute({ tx }: ActionContext, appeal: AppealRow, decidedAt: Date) {
  const rule = await readRule(tx, "appeals.deadlines", appeal.division_path);
  const span = findSpan(rule.parameters, "dispute", { tier: appeal.tier });
  if (span === undefined) throw new Error("appeals.deadlines gives no time for a dispute");
  return { at: dueAfter(span, decidedAt).at, rule: { rule: rule.title, version: String(rule.version) } };
}

/** Whom a ruling may name: units with a power over the matter, by what they have it. */
async function candidatesFor({ tx }: ActionContext, appeal: AppealRow) {
  const line = withParents(appeal.matter_code ?? "", await findMatters(tx));
  return (await findPowers(tx, line, appeal.division_path)).map((power) => ({
    id: power.organization_id,
    name: power.organization,
    matter: power.matter,
    level: power.level,
    means: power.means,
    rule: power.rule_title,
    article: power.article,
  }));
}

/** May the lead take it upward now? What the page asks before it shows the form. */
export async function mayRaiseDispute(context: ActionContext, appeal: AppealRow): Promise<boolean> {
  const rejected = await findRejectedObjection(context.tx, appeal);
  return rejected !== undefined && (await latestDispute(context, appeal, rejected.decided_at)).at > context.now;
}
