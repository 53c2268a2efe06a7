import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { ACTS, POWER_LEVELS } from "../contract/rule-views.ts";

/** One power on two overlapping spans of days breaks on this. */
export const POWER_CONSTRAINT = "power_once";

export type PowerFilter = {
  readonly matter?: string | undefined;
  readonly organization?: string | undefined;
  readonly level?: string | undefined;
  readonly act?: string | undefined;
};

/** Where a page ended: the list is in this order. */
export type Position = { readonly matter: string; readonly id: string };

export type PowerRow = {
  readonly id: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly matter_code: string;
  readonly matter: string;
  readonly act: (typeof ACTS)[number];
  readonly level: (typeof POWER_LEVELS)[number];
  readonly division_path: string;
  readonly area: string;
  readonly means: string;
  readonly rule_title: string;
  readonly article: string;
  readonly valid_from: string;
};

/** Powers in force, by matter. A matter stands for those below it too: who may act on roads may act on a pothole. */
export async function listPowerRows(
  tx: Tx,
  filter: PowerFilter,
  after: Position | undefined,
  size: number,
): Promise<readonly PowerRow[]> {
  const beyond = after === undefined ? sql`true` : sql`(p.matter_code, p.id) > (${after.matter}, ${after.id}::uuid)`;
  const { rows } = await sql<PowerRow>`
    select p.id, p.organization_id, coalesce(o.name, '') as organization, p.matter_code, m.name as matter, p.act, p.level,
      p.division_path::text as division_path, coalesce(d.name, '') as area, p.means, p.rule_title, p.article, p.valid_from
    from rules.power p
    join rules.matter m on m.tenant_id = p.tenant_id and m.code = p.matter_code
    left join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    left join lateral (select name from divisions.v_area a where a.path = p.division_path and (a.tenant_id is null or a.tenant_id = p.tenant_id) limit 1) d on true
    where ${conditions(tx, filter)} and ${beyond}
    order by p.matter_code, p.id limit ${size}`.execute(tx.db);
  return rows;
}

export async function countPowers(tx: Tx, filter: PowerFilter): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from rules.power p where ${conditions(tx, filter)}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

function conditions(tx: Tx, filter: PowerFilter): RawBuilder<unknown> {
  const today = legalDaySql(tx.now);
  const above = sql`(select parent_code from rules.matter where tenant_id = ${tx.tenantId} and code = ${filter.matter ?? ""})`;
  return sql.join(
    [
      sql`p.tenant_id = ${tx.tenantId}`,
      sql`p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today})`,
      ...(filter.matter ? [sql`(p.matter_code = ${filter.matter} or p.matter_code = ${above})`] : []),
      ...(filter.organization ? [sql`p.organization_id = ${filter.organization}`] : []),
      ...(filter.level ? [sql`p.level = ${filter.level}`] : []),
      ...(filter.act ? [sql`p.act = ${filter.act}`] : []),
    ],
    sql` and `,
  );
}

export type MatterRow = { readonly code: string; readonly name: string; readonly level: number };

/** Matters in the order of their tree, which has two levels: a group and what belongs to it. */
export async function findMatters(tx: Tx): Promise<readonly MatterRow[]> {
  const { rows } = await sql<MatterRow>`
    select code, name, (case when parent_code is null then 0 else 1 end)::int as level from rules.matter
    where tenant_id = ${tx.tenantId} order by coalesce(parent_code, code), parent_code is not null, code limit 1000`.execute(
    tx.db,
  );
  return rows;
}

export async function hasMatter(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 from rules.matter where tenant_id = ${tx.tenantId} and code = ${code}`.execute(tx.db);
  return rows.length > 0;
}

type Named = { readonly id: string; readonly name: string };

/** Organizations that hold a power, or (within some areas) all that are in force. */
export async function findPowerHolders(tx: Tx): Promise<readonly Named[]> {
  const { rows } = await sql<Named>`
    select o.id, o.name from organizations.v_organization o
    where o.tenant_id = ${tx.tenantId} and exists (select 1 from rules.power p where p.tenant_id = o.tenant_id and p.organization_id = o.id)
    order by o.division_path, o.name limit 2000`.execute(tx.db);
  return rows;
}

export async function findOrganizationsWithin(tx: Tx, areas: readonly string[]): Promise<readonly Named[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<Named>`
    select id, name from organizations.v_organization
    where tenant_id = ${tx.tenantId} and division_path <@ ${`{${areas.join(",")}}`}::ltree[]
      and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
    order by division_path, name limit 2000`.execute(tx.db);
  return rows;
}

/** The area of an organization in force; undefined where there is none. */
export async function findOrganizationArea(tx: Tx, id: string): Promise<string | undefined> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<{ path: string }>`
    select division_path::text as path from organizations.v_organization
    where tenant_id = ${tx.tenantId} and id = ${id} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`.execute(
    tx.db,
  );
  return rows[0]?.path;
}

export type PowerInHand = {
  readonly id: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export async function lockPower(tx: Tx, id: string): Promise<PowerInHand | undefined> {
  const { rows } = await sql<PowerInHand>`
    select id, division_path::text as division_path, valid_from, valid_to from rules.power
    where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function updatePowerEnd(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update rules.power set valid_to = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** An organization that ends has no powers from that day on. */
export async function endPowersOf(tx: Tx, organizationId: string, on: string): Promise<void> {
  await sql`update rules.power set valid_to = greatest(${on}::date, valid_from + 1)
    where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} and (valid_to is null or valid_to > ${on}::date)`.execute(
    tx.db,
  );
}
