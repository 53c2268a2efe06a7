import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { visibilityOf, type CaseRow } from "../store/find-case.ts";
import { insertEvent } from "../store/write-changes.ts";

/** Gives the open task of an action a later due date; its deadline timer moves with it. The reason is the caller's to record. */
export async function extendTask(
  context: ActionContext,
  row: CaseRow,
  action: string,
  dueAt: Date,
  dueBy: object,
): Promise<boolean> {
  const { tx } = context;
  const { rows } = await sql<{ id: string; old: Date | null }>`
    update cases.task t set due_at = ${dueAt}, due_by = ${JSON.stringify(dueBy)}, extended = t.extended + 1
    from (select id, due_at from cases.task where tenant_id = ${tx.tenantId} and case_id = ${row.id} and action = ${action} and state = 'open' for update) o
    where t.tenant_id = ${tx.tenantId} and t.id = o.id returning t.id, o.due_at as old`.execute(tx.db);
  const [task] = rows;
  if (task === undefined) return false;
  await sql`update cases.timer set due_at = ${dueAt} where tenant_id = ${tx.tenantId} and case_id = ${row.id} and due_at = ${task.old}`.execute(
    tx.db,
  );
  await insertEvent(context, row.id, visibilityOf(row), {
    kind: "task-extended",
    element: null,
    facts: { dueAt: dueAt.toISOString() },
  });
  return true;
}
