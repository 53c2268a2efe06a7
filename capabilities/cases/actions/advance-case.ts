import { advance, isRefusal, type CaseEvent, type Variables } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { planChanges, type Changes } from "../domain/plan-changes.ts";
import { findLastDone, findOpenTasks, lockCase, visibilityOf, type CaseRow, type OpenTaskRow } from "../store/find-case.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { updateCase } from "../store/write-changes.ts";
import { announce } from "./open-case.ts";

export type Advanced = { readonly case: CaseRow; readonly variables: Variables; readonly changes: Changes };

/** Sends one event into a case, in the caller's transaction: the next marking, its tasks, timers and events, or a refusal. */
export async function advanceCase(context: ActionContext, caseId: string, event: CaseEvent): Promise<Advanced | Refusal> {
  const row = await lockCase(context.tx, caseId);
  return row === undefined ? refuse("absent", "absent") : await advanceLocked(context, row, event);
}

/** Completes the open task that an action is bound to. If somebody was quicker, says who and when. */
export async function completeTask(
  context: ActionContext,
  caseId: string,
  action: string,
  variables: Variables = {},
): Promise<Advanced | Refusal> {
  const row = await lockCase(context.tx, caseId);
  if (row === undefined) return refuse("absent", "absent");
  const task = (await findOpenTasks(context.tx, caseId)).find((open) => open.action === action && mayComplete(context, open));
  if (task === undefined) return await sayWhoWasQuicker(context, caseId, action);
  return await advanceLocked(context, row, { type: "complete", at: context.now.toISOString(), task: task.token, variables });
}

/** A task that waits in an organization is completed from a post there; the action's own policy has judged the rest. */
function mayComplete(context: ActionContext, task: OpenTaskRow): boolean {
  return task.organization_id === null || task.organization_id === context.post?.organizationId;
}

async function sayWhoWasQuicker(context: ActionContext, caseId: string, action: string): Promise<Refusal> {
  const last = await findLastDone(context.tx, caseId, action);
  if (last === undefined) return refuse("conflict", "step-not-open", { facts: { action } });
  return refuse("conflict", "step-done-by-other", {
    facts: { action, at: last.at.toISOString(), by: [last.title, last.name].filter(Boolean).join(" ") },
  });
}

async function advanceLocked(context: ActionContext, row: CaseRow, event: CaseEvent): Promise<Advanced | Refusal> {
  const { tx, now } = context;
  const procedure = await findProcedure(tx, row.procedure_key, row.procedure_version);
  const moved = advance(procedure.net, row.marking, row.variables, event);
  if (isRefusal(moved)) return refuse("conflict", "step-not-open", { facts: { reason: moved.code } });
  const rule = await findRuleInForce(tx, procedure.ruleKey, row.division_path);
  if (rule === undefined) throw new Error(`the rule ${procedure.ruleKey} of the procedure ${procedure.key} is not in force`);
  const changes = planChanges(moved, { now, variables: moved.variables, parameters: rule.parameters });
  const ended = changes.ended?.outcome;
  const state = ended === undefined ? (changes.reopened ? "open" : row.state) : ended === "withdrawn" ? "withdrawn" : "ended";
  const outcome = state === "open" ? null : (changes.ended?.element ?? ended ?? row.outcome);
  updateCase(
    context,
    { id: row.id, state, outcome, marking: moved.marking, variables: moved.variables },
    visibilityOf(row),
    changes,
    rule,
  );
  announce(context, { caseId: row.id, kind: row.kind, subjectId: row.subject_id }, changes);
  return { case: row, variables: moved.variables, changes };
}
