import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Ids of the elements and flows a case passed, in order: the path drawn on its diagram. */
export async function findPath(tx: Tx, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ passed: readonly string[] }>`
    select facts->'passed' as passed from cases.event where tenant_id = ${tx.tenantId} and case_id = ${caseId} and kind = 'moved' order by id`.execute(
    tx.db,
  );
  return rows.flatMap((row) => row.passed);
}

export type OpenStep = {
  readonly element: string;
  readonly name: string;
  readonly action: string;
  readonly opened_at: Date;
  readonly due_at: Date | null;
  readonly provisional: boolean;
  readonly unit: string;
};

export async function findOpenSteps(tx: Tx, caseId: string): Promise<readonly OpenStep[]> {
  const { rows } = await sql<OpenStep>`
    select t.element, t.name, t.action, t.opened_at, t.due_at, coalesce((t.due_by->>'provisional')::boolean, false) as provisional, coalesce(o.name, '') as unit
    from cases.task t left join organizations.v_organization o on o.tenant_id = t.tenant_id and o.id = t.organization_id
    where t.tenant_id = ${tx.tenantId} and t.case_id = ${caseId} and t.done_at is null order by t.id`.execute(tx.db);
  return rows;
}

/** When each step that was reached was opened last, and done since: from the events, which are as public as the case. */
export async function findStepsOpened(
  tx: Tx,
  caseId: string,
): Promise<readonly { readonly element: string; readonly opened_at: Date; readonly done_at: Date | null }[]> {
  const { rows } = await sql<{ element: string; opened_at: Date; done_at: Date | null }>`
    select element, max(at) filter (where kind = 'task-opened') as opened_at, max(at) filter (where kind = 'task-done') as done_at
    from cases.event where tenant_id = ${tx.tenantId} and case_id = ${caseId} and kind in ('task-opened', 'task-done') group by element`.execute(
    tx.db,
  );
  return rows;
}
