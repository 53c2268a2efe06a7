import { sql } from "kysely";
import type { Tx } from "../db/tx.ts";

/** Of several processes that would give a tenant what it lacks, the second waits and then finds it there. */
export async function lockTenant(tx: Tx): Promise<void> {
  await sql`select id from platform.tenant where id = ${tx.tenantId} for update`.execute(tx.db);
}
