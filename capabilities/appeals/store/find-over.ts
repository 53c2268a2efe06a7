import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A year after closing nobody is to be reached about an appeal any more. */
const KEPT_MONTHS = 12;

/** Those of some appeals that are not there, or have been closed for longer than who raised them is kept. */
export async function findOver(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select given.id from unnest(${[...ids]}::uuid[]) as given(id) left join appeals.appeal a on a.tenant_id = ${tx.tenantId} and a.id = given.id
    where a.id is null or a.closed_at < ${tx.now}::timestamptz - make_interval(months => ${KEPT_MONTHS}::int)`.execute(tx.db);
  return rows.map(({ id }) => id);
}
