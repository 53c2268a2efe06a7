import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { compareNames } from "#platform/name-order.ts";

export type GroupKind = "villagers-group" | "building" | "neighbourhood";

export type GroupRow = {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly area: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly households: number;
  readonly persons: number;
};

/** Two groups of one name in one place at one time break on this. */
export const GROUP_NAME_CONSTRAINT = "small_group_tenant_id_division_path_name_daterange_excl";

export type GroupToAdd = {
  readonly id: string;
  readonly kind: GroupKind;
  readonly name: string;
  readonly path: string;
  readonly validFrom: string;
};

export async function addGroup(tx: Tx, group: GroupToAdd): Promise<void> {
  await sql`insert into register.small_group (tenant_id, id, division_path, kind, name, valid_from)
    values (${tx.tenantId}, ${group.id}, ${group.path}::ltree, ${group.kind}, ${group.name}, ${group.validFrom}::date)`.execute(
    tx.db,
  );
}

/** Groups in force or to come at or below a path, with how many belong to each. */
export async function findGroups(tx: Tx, path: string): Promise<readonly GroupRow[]> {
  const { rows } = await sql<GroupRow>`
    select g.id, g.kind, g.name, coalesce(a.name, '') as area, g.division_path::text as division_path, g.valid_from, g.valid_to,
      (select count(*)::int from register.household h where h.tenant_id = g.tenant_id and h.group_id = g.id and h.ended_on is null) as households,
      (select count(*)::int from register.person p
        where p.tenant_id = g.tenant_id and p.group_id = g.id and p.left_at is null) as persons
    from register.small_group g
    left join lateral (select name from divisions.v_area v where v.path = g.division_path and (v.tenant_id is null or v.tenant_id = g.tenant_id) limit 1) a on true
    where g.tenant_id = ${tx.tenantId} and g.division_path <@ ${path}::ltree and (g.valid_to is null or g.valid_to > ${legalDaySql(tx.now)})
    order by g.division_path, g.valid_from, g.id limit 2000`.execute(tx.db);
  const places = new Map(rows.map(({ division_path }, index) => [division_path, index]));
  const placeOf = ({ division_path }: GroupRow) => places.get(division_path) ?? 0;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other) || compareNames(one.name, other.name));
}

export type GroupInHand = {
  readonly id: string;
  readonly division_path: string;
  readonly name: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export async function lockGroup(tx: Tx, id: string): Promise<GroupInHand | undefined> {
  const { rows } = await sql<GroupInHand>`
    select id, division_path::text as division_path, name, valid_from, valid_to from register.small_group where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function updateGroupEnd(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update register.small_group set valid_to = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function hasHouseholds(tx: Tx, groupId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from register.household where tenant_id = ${tx.tenantId} and group_id = ${groupId} and ended_on is null limit 1`.execute(
      tx.db,
    );
  return rows.length > 0;
}
