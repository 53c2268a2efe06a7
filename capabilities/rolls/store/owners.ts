import { sql, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { byName } from "#platform/name-order.ts";
import type { Premises } from "../domain/draw-owners.ts";

/** Premises that have an owner for that time already break on this. */
export const PREMISES_CONSTRAINT = "owner_tenant_id_group_id_premises_daterange_excl";

const ownedOn = (day: ReturnType<typeof legalDaySql> | string) =>
  sql<SqlBool>`o.valid_from <= ${day}::date and (o.valid_to is null or o.valid_to > ${day}::date)`;

export type QuarterRow = {
  readonly id: string;
  readonly name: string;
  readonly division_path: string;
  readonly area: string;
  readonly owners: number;
  readonly floor_dm2: number;
};

/** Residential quarters (小区) at or below a path, with the owners the reader may see today. */
export async function listQuarterRows(tx: Tx, path: string): Promise<readonly QuarterRow[]> {
  const { rows } = await sql<QuarterRow>`
    select g.id, g.name, g.division_path::text as division_path, coalesce(a.name, '') as area, c.owners, c.floor_dm2 from register.v_group g
    left join lateral (select name from divisions.v_area v where v.path = g.division_path and (v.tenant_id is null or v.tenant_id = g.tenant_id) limit 1) a on true
    cross join lateral (select count(distinct o.person_id)::int as owners, coalesce(sum(o.floor_dm2), 0)::bigint as floor_dm2 from rolls.owner o
      where o.tenant_id = g.tenant_id and o.group_id = g.id and ${ownedOn(legalDaySql(tx.now))}) c
    where g.tenant_id = ${tx.tenantId} and g.kind = 'neighbourhood' and g.division_path <@ ${path}::ltree and g.valid_from <= ${legalDaySql(tx.now)}
      and (g.valid_to is null or g.valid_to > ${legalDaySql(tx.now)}) order by g.division_path, g.name limit 500`.execute(tx.db);
  return rows.toSorted(byName(({ name }) => name));
}

export async function findQuarter(tx: Tx, id: string): Promise<Pick<QuarterRow, "id" | "name" | "division_path"> | undefined> {
  const { rows } = await sql<Pick<QuarterRow, "id" | "name" | "division_path">>`
    select id, name, division_path::text as division_path from register.v_group
    where tenant_id = ${tx.tenantId} and id = ${id} and kind = 'neighbourhood' and (valid_to is null or valid_to > ${legalDaySql(tx.now)})`.execute(
    tx.db,
  );
  return rows[0];
}

export type OwnerToAdd = {
  readonly id: string;
  readonly path: string;
  readonly groupId: string;
  readonly personId: string;
  readonly premises: string;
  readonly floorDm2: number;
  readonly from: string;
  readonly ground: string;
};

/** @returns false where they are not in the register of the community */
export async function insertOwner(tx: Tx, made: OwnerToAdd): Promise<boolean> {
  const { rows } =
    await sql`insert into rolls.owner (tenant_id, id, division_path, group_id, person_id, premises, floor_dm2, ground, valid_from)
    select ${tx.tenantId}, ${made.id}, ${made.path}::ltree, ${made.groupId}, p.id, ${made.premises}, ${made.floorDm2}, ${made.ground}, ${made.from}::date
    from register.v_person p where p.tenant_id = ${tx.tenantId} and p.id = ${made.personId} and p.left_at is null and p.division_path <@ ${made.path}::ltree
    returning 1`.execute(tx.db);
  return rows.length > 0;
}

export type OwnerRow = {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly premises: string;
  readonly floor_dm2: number;
  readonly valid_from: string;
};

/** Where a page ends. */
export type PremisesPosition = { readonly premises: string; readonly id: string };
export type OwnersAsked = {
  readonly groupId: string;
  readonly q: string;
  readonly after: PremisesPosition | undefined;
  readonly limit: number;
};

const asked = (tx: Tx, { groupId, q }: Pick<OwnersAsked, "groupId" | "q">) =>
  sql`from rolls.owner o left join register.v_person_name n on n.tenant_id = o.tenant_id and n.person_id = o.person_id
    where o.tenant_id = ${tx.tenantId} and o.group_id = ${groupId} and ${ownedOn(legalDaySql(tx.now))} and (${q} = '' or n.name = ${q} or o.premises = ${q})`;

/** Premises of a quarter today, in their order. */
export async function listOwnerRows(tx: Tx, page: OwnersAsked): Promise<readonly OwnerRow[]> {
  const { after } = page;
  const beyond = after === undefined ? sql`true` : sql`(o.premises, o.id) > (${after.premises}::text, ${after.id}::uuid)`;
  const { rows } = await sql<OwnerRow>`
    select o.id, o.person_id, coalesce(n.name, '') as name, o.premises, o.floor_dm2, o.valid_from ${asked(tx, page)} and ${beyond}
    order by o.premises, o.id limit ${page.limit}`.execute(tx.db);
  return rows;
}

export type OwnersCounted = { readonly premises: number; readonly owners: number; readonly floor_dm2: number };

export async function countOwners(tx: Tx, page: Pick<OwnersAsked, "groupId" | "q">): Promise<OwnersCounted> {
  const { rows } = await sql<OwnersCounted>`
    select count(*)::int as premises, count(distinct o.person_id)::int as owners, coalesce(sum(o.floor_dm2), 0)::bigint as floor_dm2 ${asked(tx, page)}`.execute(
    tx.db,
  );
  return rows[0] ?? { premises: 0, owners: 0, floor_dm2: 0 };
}

/** What is owned in a quarter on a day; whoever the reader may not look up counts all the same. */
export async function findPremises(tx: Tx, groupId: string, day: string): Promise<readonly Premises[]> {
  const { rows } = await sql<Premises>`
    select o.person_id as "personId", p.household_id as "householdId", f.sex, o.floor_dm2 as "floorDm2" from rolls.owner o
    left join register.v_person p on p.tenant_id = o.tenant_id and p.id = o.person_id
    left join register.v_person_facts f on f.tenant_id = o.tenant_id and f.person_id = o.person_id
    where o.tenant_id = ${tx.tenantId} and o.group_id = ${groupId} and ${ownedOn(day)}`.execute(tx.db);
  return rows;
}

export type OwnerInHand = {
  readonly id: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export async function lockOwner(tx: Tx, id: string): Promise<OwnerInHand | undefined> {
  const { rows } = await sql<OwnerInHand>`
    select id, division_path::text as division_path, valid_from, valid_to from rolls.owner where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function endOwnerRow(tx: Tx, id: string, ended: { readonly on: string; readonly ground: string }): Promise<void> {
  await sql`update rolls.owner set valid_to = ${ended.on}::date, end_ground = ${ended.ground} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
