import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Matter } from "../domain/suggest-matters.ts";

export async function findMatters(tx: Tx): Promise<readonly Matter[]> {
  return (
    await sql<Matter>`select code, parent_code, name, keywords from rules.v_matter where tenant_id = ${tx.tenantId} order by code`.execute(
      tx.db,
    )
  ).rows;
}
