import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { MEMBER_ENDS, MEMBER_WAYS } from "../contract/roll-views.ts";

type Way = (typeof MEMBER_WAYS)[number];

/** Somebody who is a member for that time already breaks on this. */
export const MEMBER_CONSTRAINT = "member_tenant_id_division_path_person_id_daterange_excl";

export type MembersToAdd = {
  readonly ids: readonly string[];
  readonly personIds: readonly string[];
  readonly path: string;
  readonly way: Way;
  readonly from: string;
  readonly ground: string;
};

/** @returns how many of them belong to the village and were entered */
export async function insertMembers(tx: Tx, { ids, personIds, path, way, from, ground }: MembersToAdd): Promise<number> {
  const { rows } = await sql`insert into rolls.member (tenant_id, id, division_path, person_id, way, ground, valid_from)
    select ${tx.tenantId}, g.id, ${path}::ltree, p.id, ${way}, ${ground}, ${from}::date
    from unnest(${[...ids]}::uuid[], ${[...personIds]}::uuid[]) as g(id, person_id)
      join register.v_person p on p.tenant_id = ${tx.tenantId} and p.id = g.person_id and p.left_at is null and p.division_path <@ ${path}::ltree
    returning 1`.execute(tx.db);
  return rows.length;
}

export type MemberRow = {
  readonly id: string;
  readonly person_id: string;
  readonly name: string;
  readonly household: string;
  readonly way: Way;
  readonly valid_from: string;
};

const current = (tx: Tx) =>
  sql`m.valid_from <= ${legalDaySql(tx.now)} and (m.valid_to is null or m.valid_to > ${legalDaySql(tx.now)})`;

/** Where a page ends: by household, those without one last, then by name. */
export type Position = { readonly household: string; readonly name: string; readonly id: string };
export type Page = { readonly path: string; readonly q: string; readonly after: Position | undefined; readonly limit: number };

const placeOf = (id: RawBuilder<unknown>) => sql`(h.number is null, coalesce(h.number, ''), n.name, ${id})`;

function beyond(after: Position | undefined, id: RawBuilder<unknown>): RawBuilder<unknown> {
  if (after === undefined) return sql`true`;
  return sql`${placeOf(id)} > (${after.household === ""}::boolean, ${after.household}::text, ${after.name}::text, ${after.id}::uuid)`;
}

const found = (q: string) => sql`(${q} = '' or n.name = ${q} or h.number = ${q})`;

/** Members of a village's collective today, by household. */
export async function listMemberRows(tx: Tx, { path, q, after, limit }: Page): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.id, m.person_id, n.name, coalesce(h.number, '') as household, m.way, m.valid_from from rolls.member m
      join register.v_person p on p.tenant_id = m.tenant_id and p.id = m.person_id
      join register.v_person_name n on n.tenant_id = m.tenant_id and n.person_id = m.person_id
      left join register.v_household h on h.tenant_id = m.tenant_id and h.id = p.household_id
    where m.tenant_id = ${tx.tenantId} and m.division_path = ${path}::ltree and ${current(tx)} and ${found(q)} and ${beyond(after, sql`m.id`)}
    order by ${placeOf(sql`m.id`)} limit ${limit}`.execute(tx.db);
  return rows;
}

export async function countMembers(tx: Tx, { path, q }: Pick<Page, "path" | "q">): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from rolls.member m
      join register.v_person p on p.tenant_id = m.tenant_id and p.id = m.person_id
      join register.v_person_name n on n.tenant_id = m.tenant_id and n.person_id = m.person_id
      left join register.v_household h on h.tenant_id = m.tenant_id and h.id = p.household_id
    where m.tenant_id = ${tx.tenantId} and m.division_path = ${path}::ltree and ${current(tx)} and ${found(q)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export async function isMember(tx: Tx, path: string, personId: string, day: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from rolls.member where tenant_id = ${tx.tenantId} and division_path = ${path}::ltree and person_id = ${personId}
    and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)`.execute(tx.db);
  return rows.length > 0;
}

/** Households of a village with a member of its collective. */
export async function countMemberHouseholds(tx: Tx, path: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct p.household_id)::int as n from rolls.member m join register.v_person p on p.tenant_id = m.tenant_id and p.id = m.person_id
    where m.tenant_id = ${tx.tenantId} and m.division_path = ${path}::ltree and ${current(tx)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export type OtherRow = { readonly id: string; readonly name: string; readonly household: string };

/** Registered in the village and no member of its collective. */
const others = (tx: Tx, { path, q }: Pick<Page, "path" | "q">) => sql`register.v_person p
      join register.v_person_name n on n.tenant_id = p.tenant_id and n.person_id = p.id
      left join register.v_household h on h.tenant_id = p.tenant_id and h.id = p.household_id
    where p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.left_at is null and p.standing = 'registered' and ${found(q)}
      and not exists (select 1 from rolls.member m where m.tenant_id = p.tenant_id and m.person_id = p.id and m.division_path = ${path}::ltree and ${current(tx)})`;

/** By household. */
export async function listOtherRows(tx: Tx, page: Page): Promise<readonly OtherRow[]> {
  const { rows } = await sql<OtherRow>`
    select p.id, n.name, coalesce(h.number, '') as household from ${others(tx, page)} and ${beyond(page.after, sql`p.id`)}
    order by ${placeOf(sql`p.id`)} limit ${page.limit}`.execute(tx.db);
  return rows;
}

export async function countOthers(tx: Tx, asked: Pick<Page, "path" | "q">): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${others(tx, asked)}`.execute(tx.db);
  return rows[0]?.n ?? 0;
}

export type MemberInHand = {
  readonly id: string;
  readonly person_id: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

export async function lockMember(tx: Tx, id: string): Promise<MemberInHand | undefined> {
  const { rows } = await sql<MemberInHand>`
    select id, person_id, division_path::text as division_path, valid_from, valid_to from rolls.member where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function endMemberRow(
  tx: Tx,
  id: string,
  ended: { readonly on: string; readonly how: (typeof MEMBER_ENDS)[number]; readonly ground: string },
): Promise<void> {
  await sql`update rolls.member set valid_to = ${ended.on}::date, end_way = ${ended.how}, end_ground = ${ended.ground}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
