import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export async function findRuleTitle(tx: Tx, ruleId: string): Promise<string> {
  const { rows } = await sql<{ title: string }>`
    select title from rules.v_version where tenant_id = ${tx.tenantId} and rule_id = ${ruleId} limit 1`.execute(tx.db);
  return rows[0]?.title ?? "";
}
