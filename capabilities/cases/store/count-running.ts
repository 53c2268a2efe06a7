import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Open cases by `<key>/<version>` of their procedure, as far as the reader's area goes. */
export async function countRunning(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ procedure: string; count: number }>`
    select procedure_key || '/' || procedure_version as procedure, count(*)::int as count from cases.case
    where tenant_id = ${tx.tenantId} and state = 'open' group by procedure_key, procedure_version`.execute(tx.db);
  return new Map(rows.map(({ procedure, count }) => [procedure, count]));
}
