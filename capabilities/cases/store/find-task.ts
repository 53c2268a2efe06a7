import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { joinHolder } from "./list-tasks.ts";

/** A task as its actions judge it; columns by their own names, as policies read them. */
export type TaskRow = {
  readonly id: string;
  readonly case_id: string;
  readonly element: string;
  readonly token: number;
  readonly name: string;
  readonly action: string;
  readonly duty: string;
  readonly organization_id: string | null;
  /** Name of the organization. */
  readonly unit: string;
  readonly division_path: string;
  readonly barred: readonly string[];
  readonly state: "open" | "done" | "cancelled";
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly due_by: {
    readonly key: string;
    readonly version: number;
    readonly provisional: boolean;
    readonly hourKept?: true;
  } | null;
  readonly extended: number;
  /** The post in force that took it. */
  readonly holder_post: string | null;
  readonly taken_by: string;
};

function columns(tx: Tx) {
  return sql`t.id, t.case_id, t.element, t.token, t.name, t.action, t.duty, t.organization_id, coalesce(o.name, '') as unit, t.division_path::text, t.barred, t.state, t.opened_at, t.due_at, t.due_by, t.extended,
    h.id as holder_post, concat_ws(' ', nullif(h.title, ''), nullif(p.public_name, '')) as taken_by
    from cases.task t ${joinHolder(tx)} left join register.v_person p on p.tenant_id = h.tenant_id and p.id = h.person_id
    left join organizations.v_organization o on o.tenant_id = t.tenant_id and o.id = t.organization_id`;
}

export async function findTask(tx: Tx, id: string): Promise<TaskRow | undefined> {
  return (await sql<TaskRow>`select ${columns(tx)} where t.tenant_id = ${tx.tenantId} and t.id = ${id}`.execute(tx.db)).rows[0];
}

export async function findOpenTasks(tx: Tx, caseId: string): Promise<readonly TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select ${columns(tx)} where t.tenant_id = ${tx.tenantId} and t.case_id = ${caseId} and t.done_at is null order by t.id`.execute(
    tx.db,
  );
  return rows;
}

/** Sets the post a task waits for. The case's row is locked already. */
export async function setTaskPost(tx: Tx, id: string, postId: string): Promise<void> {
  await sql`update cases.task set post_id = ${postId} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type NewDue = { readonly at: Date; readonly by: object; readonly extended: 0 | 1 };

/** Another due date; timers of the case that stood at the old one (the step's own deadline) go along. */
export async function setTaskDue(tx: Tx, task: TaskRow, due: NewDue): Promise<void> {
  await sql`update cases.task set due_at = ${due.at}, due_by = ${JSON.stringify(due.by)}, extended = extended + ${due.extended}
    where tenant_id = ${tx.tenantId} and id = ${task.id}`.execute(tx.db);
  await sql`update cases.timer set due_at = ${due.at} where tenant_id = ${tx.tenantId} and case_id = ${task.case_id} and due_at = ${task.due_at}`.execute(
    tx.db,
  );
}
