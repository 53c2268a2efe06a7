import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { inTreeOrder, type Matter } from "../domain/suggest-matters.ts";

/** Every matter in force, each class before what belongs to it. */
export async function findMatters(tx: Tx): Promise<readonly Matter[]> {
  const { rows } =
    await sql<Matter>`select code, parent_code, name, keywords from rules.v_matter where tenant_id = ${tx.tenantId} order by code`.execute(
      tx.db,
    );
  return inTreeOrder(rows);
}
