import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export const COMMITTEES = ["village-committee", "residents-committee"] as const;

export type Body = { readonly id: string; readonly name: string };

/** A place's body of one of these kinds today. */
export async function findBody(tx: Tx, kinds: readonly string[], path: string): Promise<Body | undefined> {
  const { rows } = await sql<Body>`
    select id, name from organizations.v_organization where tenant_id = ${tx.tenantId} and kind = any(${[...kinds]}::text[]) and division_path = ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)}) order by valid_from, id limit 1`.execute(
    tx.db,
  );
  return rows[0];
}

export async function findBodyName(tx: Tx, id: string): Promise<string> {
  const { rows } = await sql<Body>`
    select id, name from organizations.v_organization where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0]?.name ?? "";
}

/** Who holds a duty over a place now; of one body, where it is named. */
export async function findHolders(
  tx: Tx,
  { duty, path, organization }: { readonly duty: string; readonly path: string; readonly organization?: string },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and ${duty} = any(duties) and ${path}::ltree <@ areas
      and ${organization === undefined ? sql`true` : sql`organization_id = ${organization}`}
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by person_id limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}

/** The place somebody belongs to; undefined for whoever is gone. */
export async function findOwnPath(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from register.v_person where tenant_id = ${tx.tenantId} and id = ${personId} and left_at is null`.execute(
    tx.db,
  );
  return rows[0]?.path;
}

export async function findRuleTitle(tx: Tx, ruleId: string, version: number): Promise<string> {
  const { rows } = await sql<{ title: string }>`
    select title from rules.v_version where tenant_id = ${tx.tenantId} and rule_id = ${ruleId} and version = ${version}`.execute(
    tx.db,
  );
  return rows[0]?.title ?? "";
}
