import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { PowerHere } from "../domain/choose-owner.ts";

export type Act = "handle" | "enforce" | "decide" | "assist";

export type MandateRow = {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly organization_id: string;
  readonly giver: string;
  readonly title: string;
  readonly basis: string;
  readonly basis_article: string;
  readonly rule_id: string | null;
  readonly text: string;
  readonly matter_code: string;
  readonly matter: string;
  readonly act: Act;
  readonly means: string;
  readonly evidence: string;
  readonly wants_papers: boolean;
  readonly given_on: string;
  readonly due_on: string;
};

export async function findMandate(tx: Tx, number: string): Promise<MandateRow | undefined> {
  const { rows } = await sql<MandateRow>`
    select m.id, m.number, m.division_path::text as division_path, m.organization_id, coalesce(o.name, '') as giver, m.title, m.basis, m.basis_article, m.rule_id, m.text,
      m.matter_code, coalesce(t.name, m.matter_code) as matter, m.act, m.means, m.evidence, m.wants_papers, m.given_on, m.due_on
    from mandates.mandate m
    left join organizations.v_organization o on o.tenant_id = m.tenant_id and o.id = m.organization_id
    left join rules.v_matter t on t.tenant_id = m.tenant_id and t.code = m.matter_code
    where m.tenant_id = ${tx.tenantId} and m.number = ${number}`.execute(tx.db);
  return rows[0];
}

export async function insertMandate(tx: Tx, made: Omit<MandateRow, "giver" | "matter">): Promise<void> {
  await sql`insert into mandates.mandate (tenant_id, id, number, division_path, organization_id, title, basis, basis_article, rule_id, text, matter_code, act, means, evidence,
      wants_papers, given_on, due_on)
    values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.division_path}::ltree, ${made.organization_id}, ${made.title}, ${made.basis}, ${made.basis_article}, ${made.rule_id},
      ${made.text}, ${made.matter_code}, ${made.act}, ${made.means}, ${made.evidence}, ${made.wants_papers}, ${made.given_on}::date, ${made.due_on}::date)`.execute(
    tx.db,
  );
}

/** Rows `r` of whatever belongs to the mandate of a number. */
export function rowsOf(_table: string, number: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`r.number = ${number}`;
}

/** What bodies of these very places may do today about a matter, or about the one above it. */
export async function findPowers(tx: Tx, matter: string, paths: readonly string[]): Promise<readonly PowerHere[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<PowerHere>`
    select p.id as power_id, p.organization_id, o.division_path::text as path, p.act, p.means
    from rules.v_power p join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    where p.tenant_id = ${tx.tenantId} and o.division_path = any(${[...paths]}::text[]::ltree[]) and p.division_path @> o.division_path
      and (p.matter_code = ${matter} or p.matter_code = (select parent_code from rules.v_matter t where t.tenant_id = ${tx.tenantId} and t.code = ${matter}))
      and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today}) and o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})
    order by o.division_path, p.valid_from, p.id limit 5000`.execute(tx.db);
  return rows;
}

export type Named = { readonly value: string; readonly name: string };

export async function findMatters(tx: Tx): Promise<readonly (Named & { readonly level: number })[]> {
  const { rows } = await sql<Named & { level: number }>`
    select code as value, name, (case when parent_code is null then 0 else 1 end)::int as level from rules.v_matter
    where tenant_id = ${tx.tenantId} order by coalesce(parent_code, code), parent_code is not null, code limit 1000`.execute(
    tx.db,
  );
  return rows;
}

/** Rules of exactly this area in force today. */
export async function findOwnRules(tx: Tx, path: string): Promise<readonly Named[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<Named>`
    select rule_id as value, title as name from rules.v_version where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree
      and valid_from <= ${today} and (valid_to is null or valid_to > ${today}) order by title limit 500`.execute(tx.db);
  return rows;
}

/** Who holds a duty in a body now. */
export async function findHolders(tx: Tx, duty: string, organizationId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from organizations.v_post where tenant_id = ${tx.tenantId} and ${duty} = any(duties) and organization_id = ${organizationId}
      and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now}) order by person_id limit 100`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
