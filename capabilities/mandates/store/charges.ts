import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { Named } from "./mandates.ts";

export type ChargeRow = {
  readonly id: string;
  readonly mandate_id: string;
  readonly number: string;
  readonly place: number;
  readonly title: string;
  readonly division_path: string;
  readonly area: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly giver_id: string;
  readonly giver: string;
  readonly power_id: string;
  readonly given_on: string;
  readonly due_on: string;
  readonly state: "open" | "objected" | "reported" | "accepted" | "lifted";
  readonly judge_due: string | null;
  readonly ended_on: string | null;
  readonly lifted_why: string;
};

const FROM = sql`mandates.charge c join mandates.mandate m on m.tenant_id = c.tenant_id and m.id = c.mandate_id
  left join organizations.v_organization o on o.tenant_id = c.tenant_id and o.id = c.organization_id
  left join organizations.v_organization g on g.tenant_id = c.tenant_id and g.id = c.giver_id
  left join lateral (select name from divisions.v_area v where v.path = c.division_path and (v.tenant_id is null or v.tenant_id = c.tenant_id) limit 1) a on true`;
const COLUMNS = sql`c.id, c.mandate_id, c.number, c.place, m.title, c.division_path::text as division_path, coalesce(a.name, '') as area, c.organization_id,
  coalesce(o.name, '') as organization, c.giver_id, coalesce(g.name, '') as giver, c.power_id, c.given_on, c.due_on, c.state, c.judge_due, c.ended_on, c.lifted_why`;

export async function selectCharges(tx: Tx, where: RawBuilder<SqlBool>, limit: number): Promise<readonly ChargeRow[]> {
  const { rows } = await sql<ChargeRow>`
    select ${COLUMNS} from ${FROM} where c.tenant_id = ${tx.tenantId} and ${where} order by c.id desc limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

/** With its row locked: acts on one charge come one after another. */
export async function lockCharge(tx: Tx, id: string): Promise<ChargeRow | undefined> {
  await sql`select 1 from mandates.charge where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return (await selectCharges(tx, sql<SqlBool>`c.id = ${id}`, 1))[0];
}

export type Asked = {
  readonly path: string;
  readonly q?: string | undefined;
  readonly organization?: string | undefined;
  readonly state?: string | undefined;
};

/** Somebody should have done something before today: the owner, or the giver who judges. */
export function isLate(tx: Tx): RawBuilder<SqlBool> {
  const today = legalDaySql(tx.now);
  return sql<SqlBool>`((c.state = 'open' and c.due_on < ${today}) or (c.state in ('objected', 'reported') and c.judge_due < ${today}))`;
}

export function matching(tx: Tx, { path, q, organization, state }: Asked): RawBuilder<SqlBool> {
  const words =
    q === undefined
      ? sql`true`
      : sql`(position(lower(${q}) in lower(m.title)) > 0 or position(lower(${q}) in lower(m.basis)) > 0)`;
  const body = organization === undefined ? sql`true` : sql`c.organization_id = ${organization}`;
  const stands = state === undefined ? sql`true` : state === "late" ? isLate(tx) : sql`c.state = ${state}`;
  return sql<SqlBool>`c.division_path <@ ${path}::ltree and ${words} and ${body} and ${stands}`;
}

export async function countCharges(tx: Tx, asked: Asked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from mandates.charge c join mandates.mandate m on m.tenant_id = c.tenant_id and m.id = c.mandate_id
    where c.tenant_id = ${tx.tenantId} and ${matching(tx, asked)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

/** Bodies that own a charge. */
export async function findOwners(tx: Tx): Promise<readonly Named[]> {
  const { rows } = await sql<Named>`
    select o.id as value, o.name from organizations.v_organization o where o.tenant_id = ${tx.tenantId}
      and exists (select 1 from mandates.charge c where c.tenant_id = o.tenant_id and c.organization_id = o.id) order by o.division_path, o.name limit 500`.execute(
    tx.db,
  );
  return rows;
}

export type NewCharge = Pick<
  ChargeRow,
  "id" | "mandate_id" | "number" | "place" | "division_path" | "organization_id" | "power_id" | "giver_id" | "given_on" | "due_on"
>;

export async function insertCharges(tx: Tx, made: readonly NewCharge[]): Promise<void> {
  await sql`insert into mandates.charge (tenant_id, id, mandate_id, number, place, division_path, organization_id, power_id, giver_id, given_on, due_on, state)
    select ${tx.tenantId}::uuid, r.id, r.mandate_id, r.number, r.place, r.division_path::ltree, r.organization_id, r.power_id, r.giver_id, r.given_on, r.due_on, 'open'
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r(id uuid, mandate_id uuid, number text, place int, division_path text, organization_id uuid, power_id uuid, giver_id uuid,
      given_on date, due_on date)`.execute(tx.db);
}

export type ChargePatch = Partial<Pick<ChargeRow, "state" | "judge_due" | "ended_on" | "lifted_why" | "due_on">>;

export async function changeCharge(tx: Tx, id: string, patch: ChargePatch): Promise<void> {
  const sets = Object.entries(patch).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update mandates.charge set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type PowerRow = { readonly matter: string; readonly act: string; readonly means: string; readonly rule: string };

/** The line of the powers list by which its owner was chosen, as it stands there. */
export async function findPower(tx: Tx, id: string): Promise<PowerRow | undefined> {
  const { rows } = await sql<PowerRow>`
    select coalesce(t.name, p.matter_code) as matter, p.act, p.means, p.rule_title as rule from rules.v_power p
    left join rules.v_matter t on t.tenant_id = p.tenant_id and t.code = p.matter_code where p.tenant_id = ${tx.tenantId} and p.id = ${id}`.execute(
    tx.db,
  );
  return rows[0];
}

export type BurdenRow = {
  readonly path: string;
  readonly area: string;
  readonly given: number;
  readonly open: number;
  readonly late: number;
  readonly accepted: number;
  readonly lifted: number;
};

/** By place, the most burdened first. */
export async function countBurden(tx: Tx, year: number): Promise<readonly BurdenRow[]> {
  const { rows } = await sql<BurdenRow>`
    select c.division_path::text as path, coalesce(max(a.name), '') as area, count(*)::int as given,
      count(*) filter (where c.state in ('open', 'objected', 'reported'))::int as open, count(*) filter (where ${isLate(tx)})::int as late,
      count(*) filter (where c.state = 'accepted')::int as accepted, count(*) filter (where c.state = 'lifted')::int as lifted
    from mandates.charge c
    left join lateral (select name from divisions.v_area v where v.path = c.division_path and (v.tenant_id is null or v.tenant_id = c.tenant_id) limit 1) a on true
    where c.tenant_id = ${tx.tenantId} and c.given_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    group by c.division_path order by given desc, c.division_path limit 500`.execute(tx.db);
  return rows;
}

export async function findYears(tx: Tx): Promise<readonly number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct extract(year from given_on)::int as year from mandates.mandate where tenant_id = ${tx.tenantId} order by 1 desc limit 50`.execute(
    tx.db,
  );
  return rows.map(({ year }) => year);
}
