import { dueAfter, extendTask, findCase, findSpan } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { extendAppeal } from "../contract/extend-appeal.ts";
import { mayLead } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { readRule } from "./read-rules.ts";
import { caseInHand, loadAppeal } from "./in-hand.ts";
import { tellResident } from "./tell.ts";

export const extendAppealBound = bind(extendAppeal, {
  policy: mayLead,
  duty: "appeals.handle",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const caseId = caseInHand(appeal);
    if (isRefusal(caseId)) return caseId;
    const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
    const cited = { rule: rule.title, version: String(rule.version) };
    const { maxExtensions } = rule.parameters as { readonly maxExtensions?: number };
    if (appeal.extensions >= (maxExtensions ?? 0))
      return refuse("conflict", "no-more-extensions", { facts: { most: maxExtensions ?? 0 }, rule: cited });
    if (appeal.due_at === null || appeal.due_at <= context.now) return refuse("conflict", "already-overdue", { rule: cited });
    const span = findSpan(rule.parameters, "extension", { tier: appeal.tier });
    if (span === undefined) return refuse("conflict", "no-more-extensions", { facts: { most: 0 }, rule: cited });
    const due = dueAfter(span, appeal.due_at);
    const dueBy = { key: rule.key, version: rule.version, provisional: due.provisional };
    const row = await findCase(context.tx, caseId);
    if (row === undefined || !(await extendTask(context, row, answerAppeal.name, due.at, dueBy)))
      return refuse("conflict", "not-in-hand", { facts: { state: appeal.state } });
    await writeEntry(context, appeal, { kind: "extension", told: true, text: input.text });
    await changeAppeal(context.tx, appeal.id, { due_at: due.at, due_by: dueBy, extensions: appeal.extensions + 1 });
    await tellResident(context, appeal, "extended", { dueAt: due.at.toISOString() });
    return { dueAt: due.at.toISOString() };
  },
});
