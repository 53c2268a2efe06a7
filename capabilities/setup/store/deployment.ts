import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export async function hasTenant(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`select exists (select from platform.tenant) as some`.execute(tx.db);
  return rows[0]?.some === true;
}

/** Takes the one set-up there is: of two at once the second waits for the first's row, and is told no. */
export async function takeSetUp(tx: Tx): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.deployment as d (id, settings) values (1, jsonb_build_object('setUpAt', ${tx.now.toISOString()}::text))
    on conflict (id) do update set settings = d.settings || excluded.settings where not d.settings ? 'setUpAt' returning 1`.execute(
    tx.db,
  );
  return rows.length === 1;
}

export type Upkeep = {
  readonly keysKeptAt: string | null;
  readonly lastBackupAt: string | null;
  readonly organizations: number;
  readonly persons: number;
  readonly places: number;
  readonly guarded: boolean;
};

export async function readUpkeepRow(tx: Tx, rootPath: string): Promise<Upkeep> {
  const { rows } = await sql<Upkeep>`
    select (select settings ->> 'keysKeptAt' from platform.deployment where id = 1) as "keysKeptAt",
      (select settings ->> 'lastBackupAt' from platform.deployment where id = 1) as "lastBackupAt",
      (select count(*) from organizations.v_organization where tenant_id = ${tx.tenantId} and valid_to is null) as organizations,
      (select count(*) from register.v_person where tenant_id = ${tx.tenantId} and left_at is null) as persons,
      (select count(distinct duty) = 2 from organizations.v_post cross join lateral unnest(duties) duty where tenant_id = ${tx.tenantId}
        and duty in ('accounts.security', 'accounts.audit') and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now})) as guarded,
      (select count(*) from divisions.v_area where tenant_id is null and path <@ ${rootPath}::ltree) as places`.execute(tx.db);
  const [row] = rows;
  if (row === undefined) throw new Error("a query without a table gave no row");
  return row;
}

export async function noteKeysKept(tx: Tx): Promise<void> {
  await sql`insert into platform.deployment as d (id, settings) values (1, jsonb_build_object('keysKeptAt', ${tx.now.toISOString()}::text))
    on conflict (id) do update set settings = d.settings || excluded.settings`.execute(tx.db);
}
