import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type Body = { readonly id: string; readonly name: string; readonly name_en: string; readonly kind: string };

/** The bodies of some kinds nearest to a place: its own, or else those above it. */
export async function findNearest(tx: Tx, path: string, kinds: readonly string[]): Promise<readonly Body[]> {
  const { rows } = await sql<Body>`
    select distinct on (kind) id, name, name_en, kind from organizations.v_organization
    where tenant_id = ${tx.tenantId} and kind = any(${[...kinds]}::text[]) and division_path @> ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by kind, nlevel(division_path) desc, valid_from, id`.execute(tx.db);
  return rows;
}

export type ConsentRow = { readonly organization_id: string; readonly given: boolean; readonly made_on: string };

/** The last word of each body to a case. */
export async function findConsents(tx: Tx, caseNumber: string): Promise<readonly ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    select distinct on (c.organization_id) c.organization_id, c.given, c.made_on from cases.consent c
      join cases.case k on k.tenant_id = c.tenant_id and k.id = c.case_id
    where c.tenant_id = ${tx.tenantId} and k.number = ${caseNumber} order by c.organization_id, c.id desc`.execute(tx.db);
  return rows;
}

export type ConsentToKeep = {
  readonly id: string;
  readonly caseId: string;
  readonly barred: readonly string[];
  readonly organizationId: string;
  readonly given: boolean;
  readonly on: string;
  readonly by: string | undefined;
};

export async function insertConsent(tx: Tx, made: ConsentToKeep): Promise<void> {
  await sql`insert into cases.consent (tenant_id, id, case_id, barred, organization_id, given, made_on, made_by)
    values (${tx.tenantId}, ${made.id}, ${made.caseId}, ${[...made.barred]}::uuid[], ${made.organizationId}, ${made.given}, ${made.on}::date, ${made.by ?? null})`.execute(
    tx.db,
  );
}
