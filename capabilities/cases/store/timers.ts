import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const BATCH = 50;

export type DueTimer = { readonly tenant_id: string; readonly id: string };

/** Timers due now, over all tenants: the sweeper role sees tenant, time and id, and nothing else. */
export async function findDueTimers(tx: Tx): Promise<readonly DueTimer[]> {
  return (
    await sql<DueTimer>`select tenant_id, id from cases.timer where due_at <= ${tx.now} order by due_at limit ${BATCH}`.execute(
      tx.db,
    )
  ).rows;
}

/** Takes a due timer for firing; undefined when another worker has it or it is no longer due. */
export async function takeTimer(tx: Tx, id: string): Promise<{ readonly case_id: string; readonly token: number } | undefined> {
  const { rows } = await sql<{ case_id: string; token: number }>`
    delete from cases.timer where tenant_id = ${tx.tenantId} and id = (
      select id from cases.timer where tenant_id = ${tx.tenantId} and id = ${id} and due_at <= ${tx.now} for update skip locked)
    returning case_id, token`.execute(tx.db);
  return rows[0];
}
