import { sql } from "kysely";
import type { Tenant } from "../capability.ts";
import type { Database } from "../db/database.ts";
import type { Tx } from "../db/tx.ts";
import { readTenants } from "./directory.ts";

/** Tenants that were last given what they lacked by another edition of the house, or by none. */
export async function findUnfurnished(database: Database, edition: string): Promise<readonly Tenant[]> {
  return await readTenants(database, sql`furnished <> ${edition}`);
}

/** In the transaction that gave it to them. */
export async function noteFurnished(tx: Tx, edition: string): Promise<void> {
  await sql`update platform.tenant set furnished = ${edition} where id = ${tx.tenantId} and furnished <> ${edition}`.execute(
    tx.db,
  );
}
