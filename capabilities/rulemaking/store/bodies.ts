import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

/** Of these bodies the one that is of one of these kinds and of this very place today. */
export async function findOwnBody(
  tx: Tx,
  { ids, kinds, path }: { readonly ids: readonly string[]; readonly kinds: readonly string[]; readonly path: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from organizations.v_organization where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and kind = any(${[...kinds]}::text[])
      and division_path = ${path}::ltree and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by id limit 1`.execute(
    tx.db,
  );
  return rows[0]?.id;
}

/** Who holds a duty over a place now. */
export async function findHolders(tx: Tx, duty: string, path: string): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and ${duty} = any(duties) and ${path}::ltree <@ areas
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by person_id limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}

/** Where somebody of this tenant lives now; undefined for whoever is gone. */
export async function findOwnPath(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from register.v_person where tenant_id = ${tx.tenantId} and id = ${personId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.path;
}

export type RuleOption = { readonly id: string; readonly key: string; readonly title: string };

/** Rules that hold in a place today, its own and those round it, the nearest of each key. */
export async function findRulesHere(tx: Tx, path: string): Promise<readonly RuleOption[]> {
  const { rows } = await sql<RuleOption>`
    select distinct on (key) rule_id as id, key, title from rules.v_version where tenant_id = ${tx.tenantId} and division_path @> ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by key, nlevel(division_path) desc limit 500`.execute(tx.db);
  return rows;
}

/** The first day a rule with this key held in a place or round it. */
export async function findFirstDay(tx: Tx, key: string, path: string): Promise<string | undefined> {
  const { rows } = await sql<{ first: string | null }>`
    select min(valid_from) as first from rules.v_version where tenant_id = ${tx.tenantId} and key = ${key} and division_path @> ${path}::ltree`.execute(
    tx.db,
  );
  return rows[0]?.first ?? undefined;
}
