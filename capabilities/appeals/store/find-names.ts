import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export async function nameOfOwnUnit(tx: Tx, organizationId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organizations.v_organization where tenant_id = ${tx.tenantId} and id = ${organizationId}`.execute(tx.db);
  return rows[0]?.name ?? "";
}
