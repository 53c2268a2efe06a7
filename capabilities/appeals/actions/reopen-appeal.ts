import { advanceCase, dueAfter, findSpan } from "#capabilities/cases/index.ts";
import { bind } from "#platform/capability.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { reopenAppeal } from "../contract/reopen-appeal.ts";
import { mayJudge } from "../policy.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { readRule } from "./read-rules.ts";
import { loadAppeal } from "./in-hand.ts";
import { tellUnit } from "./tell.ts";

export const reopenAppealBound = bind(reopenAppeal, {
  policy: mayJudge,
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    if (appeal.state !== "closed" || appeal.case_id === null || appeal.closed_at === null)
      return refuse("conflict", "not-closed", { facts: { state: appeal.state } });
    const rule = await readRule(context.tx, "appeals.deadlines", appeal.division_path);
    const span = findSpan(rule.parameters, "reopen", {});
    const latest = span === undefined ? undefined : dueAfter(span, appeal.closed_at).at;
    if (latest !== undefined && latest <= context.now) {
      return refuse("gone", "reopening-too-late", {
        facts: { latest: latest.toISOString() },
        rule: { rule: rule.title, version: String(rule.version) },
      });
    }
    // With a unit in charge it goes back there; without one it is dispatched anew.
    const element = appeal.lead_organization === null ? "dispatch" : "handle";
    const moved = await advanceCase(context, appeal.case_id, { type: "reopen", element, at: context.now.toISOString() });
    if (isRefusal(moved)) return moved;
    await writeEntry(context, appeal, { kind: "reopening", told: true, text: input.text });
    const state = element === "handle" ? ("handling" as const) : ("waiting" as const);
    const due = moved.changes.tasks[0]?.due?.at ?? null;
    await changeAppeal(context.tx, appeal.id, {
      state,
      outcome: null,
      reopened: appeal.reopened + 1,
      closed_at: null,
      archived_in: null,
      archived_place: null,
      answered_at: null,
      due_at: due,
    });
    if (appeal.lead_organization !== null) await tellUnit(context, appeal, appeal.lead_organization, "unit-reopened");
    return { state };
  },
});
