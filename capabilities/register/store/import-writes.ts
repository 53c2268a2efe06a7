import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { HouseholdToAdd } from "./households.ts";

/** Puts new households; a number that is taken, in or out of the writer's places, is left alone. @returns the ids that were put. */
export async function insertHouseholds(tx: Tx, households: readonly HouseholdToAdd[]): Promise<ReadonlySet<string>> {
  if (households.length === 0) return new Set();
  const put = households.map(
    (one) =>
      sql`(${tx.tenantId}::uuid, ${one.id}::uuid, ${one.number}, ${one.path}::ltree, ${one.groupId ?? null}::uuid, ${one.address ?? ""}, ${one.batchId ?? null}::uuid)`,
  );
  const { rows } = await sql<{ id: string }>`
    insert into register.household (tenant_id, id, number, division_path, group_id, address, source_batch) values ${sql.join(put)}
    on conflict (tenant_id, number) do nothing returning id`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}

export async function findVersions(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from register.person where tenant_id = ${tx.tenantId} and id = any(${[...personIds]}::uuid[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.id, row.version]));
}
