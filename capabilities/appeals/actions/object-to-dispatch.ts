import { advanceCase, dueAfter, findSpan } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { objectToDispatch } from "../contract/object-to-dispatch.ts";
import { mayLead } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { readRule } from "./read-rules.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";

export const objectToDispatchBound = bind(objectToDispatch, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
    const span = findSpan(rule.parameters, "objection", { tier: appeal.tier });
    const latest = span === undefined || appeal.dispatched_at === null ? undefined : dueAfter(span, appeal.dispatched_at).at;
    if (latest !== undefined && latest <= context.now) {
      return refuse("gone", "objection-too-late", {
        facts: { latest: latest.toISOString() },
        rule: { rule: rule.title, version: String(rule.version) },
      });
    }
    const moved = await advanceCase(context, caseId, { type: "message", name: "objection", at: context.now.toISOString() });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "objection", told: false, text: input.text, article: input.article });
    await changeAppeal(context.tx, appeal.id, { state: "waiting" });
    return { state: "waiting" as const };
  },
});
