import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type HouseholdFilter = {
  readonly q?: string | undefined;
  readonly area?: string | undefined;
  readonly group?: string | undefined;
};
export type HouseholdPosition = { readonly number: string; readonly id: string };

export type ListedHouseholdRow = {
  readonly id: string;
  readonly number: string;
  readonly address: string;
  readonly area: string;
  readonly group_name: string;
  readonly head_person: string | null;
  readonly head_name: string;
  readonly members: number;
  readonly ended_on: string | null;
};

export async function listHouseholdRows(
  tx: Tx,
  visible: Expression<SqlBool>,
  filter: HouseholdFilter,
  after: HouseholdPosition | undefined,
  size: number,
): Promise<readonly ListedHouseholdRow[]> {
  const beyond = after === undefined ? sql`true` : sql`(h.number, h.id) > (${after.number}, ${after.id}::uuid)`;
  const { rows } = await sql<ListedHouseholdRow>`
    select h.id, h.number, h.address, coalesce(a.name, '') as area, coalesce(g.name, '') as group_name, h.head_person, coalesce(n.name, '') as head_name,
      (select count(*)::int from register.person p where p.tenant_id = h.tenant_id and p.household_id = h.id and p.left_at is null) as members, h.ended_on
    from register.household h
    left join register.small_group g on g.tenant_id = h.tenant_id and g.id = h.group_id
    left join register.person_personal n on n.tenant_id = h.tenant_id and n.person_id = h.head_person
    left join lateral (select name from divisions.v_area v where v.path = h.division_path and (v.tenant_id is null or v.tenant_id = h.tenant_id) limit 1) a on true
    where ${conditions(tx, visible, filter)} and ${beyond} order by h.number, h.id limit ${size}`.execute(tx.db);
  return rows;
}

export async function countHouseholds(tx: Tx, visible: Expression<SqlBool>, filter: HouseholdFilter): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from register.household h where ${conditions(tx, visible, filter)}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

function conditions(tx: Tx, visible: Expression<SqlBool>, filter: HouseholdFilter): RawBuilder<unknown> {
  const all = [
    sql`h.tenant_id = ${tx.tenantId}`,
    sql`${visible}`,
    sql`h.ended_on is null`,
    ...(filter.q ? [sql`starts_with(h.number, ${filter.q.trim()})`] : []),
    ...(filter.area ? [sql`h.division_path <@ ${filter.area}::ltree`] : []),
    ...(filter.group ? [sql`h.group_id = ${filter.group}::uuid`] : []),
  ];
  return sql.join(all, sql` and `);
}
