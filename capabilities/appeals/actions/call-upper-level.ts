import { dueAfter, findCase, findSpan, findUpperTenant } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { callUpperLevel } from "../contract/call-upper-level.ts";
import { mayLead } from "../policy.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { countOpenCallsUpward } from "../store/disputes.ts";
import { askUpward } from "./ask-upward.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { readRule } from "./read-rules.ts";

export const callUpperLevelBound = bind(callUpperLevel, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    if (appeal.state !== "handling") return refuse("conflict", "not-in-hand", { facts: { state: appeal.state } });
    if ((await countOpenCallsUpward(context.tx, caseId)) > 0) return refuse("conflict", "already-called");
    const upper = await findUpperTenant(context.tx);
    const row = await findCase(context.tx, caseId);
    if (upper === undefined || row === undefined) return refuse("conflict", "no-level-above");
    const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
    const span = findSpan(rule.parameters, "upper-whistle", { tier: appeal.tier });
    if (span === undefined) throw new Error("appeals.deadlines gives no time for a whistle upward");
    const dueAt = dueAfter(span, context.now).at;
    await askUpward(context, appeal, row, {
      relation: "appeals.whistle",
      to: upper,
      dueAt,
      facts: { wanted: input.wanted ?? "" },
      words: { request: input.text },
    });
    await writeEntry(context, appeal, { kind: "whistle", told: false, text: input.text });
    return { dueAt: dueAt.toISOString() };
  },
});
