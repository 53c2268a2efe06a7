import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

/** The bodies of every place today, one of a kind: `<path> <kind>` to its id. */
export async function findOwners(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ path: string; kind: string; id: string }>`
    select distinct on (division_path, kind) division_path::text as path, kind, id from organizations.v_organization where tenant_id = ${tx.tenantId}
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by division_path, kind, valid_from, id`.execute(
    tx.db,
  );
  return new Map(rows.map(({ path, kind, id }) => [`${path} ${kind}`, id]));
}

/** Who holds a duty over a place now; of one body, where it is named. */
export async function findHolders(
  tx: Tx,
  { duty, path, organization }: { readonly duty: string; readonly path: string; readonly organization?: string | null },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and ${duty} = any(duties) and ${path}::ltree <@ areas
      and ${organization === undefined ? sql`true` : sql`organization_id = ${organization}`}
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by person_id limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}

/** The place somebody belongs to: the village or community of their own entry, or a grid in it. */
export async function findOwnPath(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from register.v_person where tenant_id = ${tx.tenantId} and id = ${personId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.path;
}

/** The version of a catalogue a duty rests on: its title, and the law it names. */
export async function findRested(
  tx: Tx,
  ruleId: string,
  version: number,
): Promise<{ readonly title: string; readonly law: string }> {
  const { rows } = await sql<{ title: string; law: string }>`
    select title, coalesce(parameters->>'law', '') as law from rules.v_version where tenant_id = ${tx.tenantId} and rule_id = ${ruleId} and version = ${version}`.execute(
    tx.db,
  );
  return rows[0] ?? { title: "", law: "" };
}

/** The names of bodies of a kind today, by their place. */
export async function findBodyNames(tx: Tx, kind: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ path: string; name: string }>`
    select distinct on (division_path) division_path::text as path, name from organizations.v_organization where tenant_id = ${tx.tenantId} and kind = ${kind}
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by division_path, valid_from, id`.execute(
    tx.db,
  );
  return new Map(rows.map(({ path, name }) => [path, name]));
}
