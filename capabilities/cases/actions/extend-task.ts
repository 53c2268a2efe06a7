import type { ActionContext } from "#platform/capability.ts";
import { visibilityOf, type CaseRow } from "../store/find-case.ts";
import { findOpenTasks, setTaskDue, type TaskRow } from "../store/find-task.ts";
import { insertEvent } from "../store/write-changes.ts";

/** Gives the open task of an action a later due date; its deadline timer moves with it. The reason is the caller's to record. */
export async function extendTask(
  context: ActionContext,
  row: CaseRow,
  action: string,
  dueAt: Date,
  dueBy: object,
): Promise<boolean> {
  const task = (await findOpenTasks(context.tx, row.id)).find((open) => open.action === action);
  if (task === undefined) return false;
  await moveDueDate(context, row, task, { at: dueAt, by: dueBy });
  return true;
}

/** A step that begins anew after an interruption keeps the due date it had before: nobody gains time by objecting. */
export async function keepDue(
  { tx }: ActionContext,
  caseId: string,
  action: string,
  due: { readonly at: Date | null; readonly by: object | null },
): Promise<void> {
  const task = (await findOpenTasks(tx, caseId)).find((open) => open.action === action);
  if (task !== undefined && due.at !== null) await setTaskDue(tx, task, { at: due.at, by: due.by ?? {}, extended: 0 });
}

/** @returns the id of the event that tells it. */
export async function moveDueDate(
  context: ActionContext,
  row: CaseRow,
  task: TaskRow,
  due: { readonly at: Date; readonly by: object },
): Promise<string> {
  await setTaskDue(context.tx, task, { ...due, extended: 1 });
  const facts = { task: task.token, dueAt: due.at.toISOString() };
  return await insertEvent(context, row.id, visibilityOf(row), { kind: "task-extended", element: task.element, facts });
}
