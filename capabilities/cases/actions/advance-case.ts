import { advance, isRefusal, type CaseEvent, type Variables } from "@gongzhi/procedure";
import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { planChanges, type Changes } from "../domain/plan-changes.ts";
import { recordEvent } from "../domain/record-event.ts";
import { lockCase, visibilityOf, type CaseRow } from "../store/find-case.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { findOpenTasks, type TaskRow } from "../store/find-task.ts";
import { updateCase } from "../store/write-changes.ts";
import { isOthers, isOwners, postForTask, sayTaken, sayWhoWasQuicker } from "./find-doer.ts";
import { refuseShut } from "./gates.ts";
import { assertDeclared, assertStepDeclared } from "./needs.ts";
import { announce } from "./open-case.ts";

export type Advanced = { readonly case: CaseRow; readonly variables: Variables; readonly changes: Changes };

/** Sends one event into a case, in the caller's transaction: the next marking, its tasks, timers and events, or a refusal. */
export async function advanceCase(context: ActionContext, caseId: string, event: CaseEvent): Promise<Advanced | Refusal> {
  const row = await lockCase(context.tx, caseId);
  return row === undefined ? refuse("absent", "absent") : await advanceLocked(context, row, event);
}

/**
 * Completes the open task that an action is bound to, under the actor's own post that may do it. If somebody was quicker, says who
 * and when; if somebody else has taken it, says who.
 */
export async function completeTask(
  context: ActionContext,
  caseId: string,
  action: string,
  variables: Variables = {},
): Promise<Advanced | Refusal> {
  const row = await lockCase(context.tx, caseId);
  if (row === undefined) return refuse("absent", "absent");
  assertStepDeclared(context, row.procedure_key, action);
  const tasks = (await findOpenTasks(context.tx, caseId)).filter((open) => open.action === action);
  const able = tasks.filter((task) => isOwners(task) || postForTask(context, task) !== undefined);
  const task = able.find((open) => !isOthers(context, open));
  const [taken] = able;
  if (task === undefined) return taken === undefined ? await sayWhoWasQuicker(context, caseId, action) : sayTaken(taken);
  return await completeLocked(context, row, task, variables);
}

/** Completes one task of a locked case, if the gates before it are open; events and the task itself name the post it was done under. */
export async function completeLocked(
  context: ActionContext,
  row: CaseRow,
  task: TaskRow,
  variables: Variables,
): Promise<Advanced | Refusal> {
  const { net } = await findProcedure(context.tx, row.procedure_key, row.procedure_version);
  const element = net.elements.find(({ id }) => id === task.element);
  const gates = element?.kind === "work" ? element.gates : undefined;
  const shut = gates === undefined ? undefined : await refuseShut(context, row, { gates, openedAt: task.opened_at });
  if (shut !== undefined) return shut;
  const post = isOwners(task) ? context.post : postForTask(context, task);
  const at = context.now.toISOString();
  return await advanceLocked({ ...context, post }, row, { type: "complete", at, task: task.token, variables });
}

async function advanceLocked(context: ActionContext, row: CaseRow, event: CaseEvent): Promise<Advanced | Refusal> {
  const { tx, now } = context;
  assertDeclared(context, row.procedure_key, event);
  const procedure = await findProcedure(tx, row.procedure_key, row.procedure_version);
  const moved = advance(procedure.net, row.marking, row.variables, event);
  if (isRefusal(moved)) return refuse("conflict", "step-not-open", { facts: { reason: moved.code } });
  const rule = await findRuleInForce(tx, procedure.ruleKey, row.division_path);
  if (rule === undefined) throw new Error(`the rule ${procedure.ruleKey} of the procedure ${procedure.key} is not in force`);
  const changes = planChanges(moved, {
    now,
    variables: moved.variables,
    parameters: rule.parameters,
    sent: recordEvent(procedure.net, row.marking, event),
  });
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
