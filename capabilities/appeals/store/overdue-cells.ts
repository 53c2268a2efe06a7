import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay, legalDaySql, startOfLegalDay } from "#platform/legal-day.ts";

/**
 * Counts anew what was overdue as today began. Raised by name and kept from nobody alone: one more in a unit's count could tell it of an
 * appeal it must not know of, and whoever raised one without a name is not to be found by its day.
 */
export async function countOverdue(tx: Tx, root: string): Promise<void> {
  const area = sql`subpath(a.division_path, 0, least(nlevel(a.division_path), nlevel(${root}::ltree) + 1))`;
  await sql`delete from appeals.overdue_cell where tenant_id = ${tx.tenantId}`.execute(tx.db);
  await sql`insert into appeals.overdue_cell (tenant_id, area, unit, counted_on, overdue)
    select a.tenant_id, ${area}, a.lead_organization, ${legalDaySql(tx.now)}, count(*) from appeals.appeal a
    where a.tenant_id = ${tx.tenantId} and a.state = 'handling' and a.lead_organization is not null and a.due_at <= ${startOfLegalDay(legalDay(tx.now))}
      and a.mode = 'named' and cardinality(a.barred) = 0
    group by 1, 2, 3, 4`.execute(tx.db);
}

export type OverdueUnit = {
  readonly unit: string;
  readonly unit_name: string;
  readonly area: string;
  readonly counted_on: string;
  readonly overdue: number;
};

/** By unit, of a place and its parts, as it was last counted; units with fewer than `least` are left out. */
export async function findOverdueUnits(tx: Tx, path: string, least: number): Promise<readonly OverdueUnit[]> {
  const { rows } = await sql<OverdueUnit>`
    select c.unit, coalesce(o.name, '') as unit_name, c.counted_on, sum(c.overdue)::int as overdue,
      coalesce((select name from divisions.v_area v where v.path = ${path}::ltree and (v.tenant_id is null or v.tenant_id = ${tx.tenantId}) limit 1), '') as area
    from appeals.overdue_cell c left join organizations.v_organization o on o.tenant_id = c.tenant_id and o.id = c.unit
    where c.tenant_id = ${tx.tenantId} and c.area <@ ${path}::ltree
    group by 1, 2, 3 having sum(c.overdue) >= ${least} order by 2, 1 limit 500`.execute(tx.db);
  return rows;
}
