import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { compareNames } from "#platform/name-order.ts";

/** Somebody who may be chosen: of age on the roll's terms is judged when the roll is drawn. */
export type PersonOption = { readonly id: string; readonly name: string; readonly group: string };

/** Persons of a place who are of so many years today, by group and name, for whoever keeps it. */
export async function findPersons(
  tx: Tx,
  path: string,
  { years, limit }: { readonly years: number; readonly limit: number },
): Promise<readonly (PersonOption & { readonly household: string })[]> {
  const { rows } = await sql<PersonOption & { household: string }>`
    select p.id, n.name, coalesce(g.name, '') as group, coalesce(h.number, '') as household from register.v_person p
      join register.v_person_name n on n.tenant_id = p.tenant_id and n.person_id = p.id
      join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.id
      left join register.v_group g on g.tenant_id = p.tenant_id and g.id = p.group_id
      left join register.v_household h on h.tenant_id = p.tenant_id and h.id = p.household_id
    where f.born_on <= ${legalDaySql(tx.now)} - make_interval(years => ${years}) and p.tenant_id = ${tx.tenantId} and p.division_path <@ ${path}::ltree and p.left_at is null and p.standing in ('registered', 'admitted')
    order by g.name nulls last, n.name, p.id limit ${limit}`.execute(tx.db);
  // By group as people count them; within a group as the database has them, and those of none at the end.
  return rows.toSorted(
    (one, other) => Number(one.group === "") - Number(other.group === "") || compareNames(one.group, other.group),
  );
}

/** Namesakes in the order of the list they were picked from. */
export async function findCandidates(tx: Tx, path: string, ids: readonly string[]): Promise<readonly PersonOption[]> {
  const { rows } = await sql<PersonOption>`
    select p.id, n.name, coalesce(g.name, '') as group from register.v_person p join register.v_person_name n on n.tenant_id = p.tenant_id and n.person_id = p.id
      left join register.v_group g on g.tenant_id = p.tenant_id and g.id = p.group_id
    where p.tenant_id = ${tx.tenantId} and p.id = any(${[...ids]}::uuid[]) and p.division_path <@ ${path}::ltree and p.left_at is null order by n.name, p.id`.execute(
    tx.db,
  );
  return rows;
}

export type Held = {
  readonly id: string;
  readonly holds: "delegate" | "post";
  readonly person_id: string;
  readonly name: string;
  /** 村民代表, or the post's title and its body. */
  readonly as: string;
  readonly group_id: string | null;
  readonly group: string;
  /** The first day of a representative's term: it ends on a later one. */
  readonly since: string | null;
};

/** Who was chosen in a village and holds it now: representatives, and posts of its self-governing bodies. */
export async function findHeld(tx: Tx, path: string, id?: string): Promise<readonly Held[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<Held>`
    select h.*, coalesce(n.name, '') as name, coalesce(g.name, '') as group from (
      select d.id, 'delegate' as holds, d.person_id, '村民代表' as as, d.group_id, to_char(d.valid_from, 'YYYY-MM-DD') as since from rolls.v_delegate d
      where d.tenant_id = ${tx.tenantId} and d.division_path = ${path}::ltree and d.kind = 'villagers-representative'
        and d.valid_from <= ${today} and (d.valid_to is null or d.valid_to > ${today})
      union all
      select p.id, 'post', p.person_id, o.name || p.title, null, null from organizations.v_post p
        join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      where p.tenant_id = ${tx.tenantId} and o.kind = 'self-governing' and o.division_path = ${path}::ltree
        and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})) h
      left join register.v_person_name n on n.tenant_id = ${tx.tenantId} and n.person_id = h.person_id
      left join register.v_person p on p.tenant_id = ${tx.tenantId} and p.id = h.person_id
      left join register.v_group g on g.tenant_id = ${tx.tenantId} and g.id = coalesce(h.group_id, p.group_id)
    where ${id ?? null}::uuid is null or h.id = ${id ?? null}::uuid order by h.as, name, h.id limit 500`.execute(tx.db);
  return rows;
}

export type PostAsked = {
  readonly organizationId: string;
  readonly personId: string;
  readonly title: string;
  readonly from: Date;
};

/** Whether somebody holds a post of this title in a body at or after an instant. */
export async function holdsPost(tx: Tx, { organizationId, personId, title, from }: PostAsked): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (select 1 from organizations.v_post where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} and person_id = ${personId}
      and title = ${title} and (valid_to is null or valid_to > ${from})) as held`.execute(tx.db);
  return rows[0]?.held === true;
}

/** Households that chose whoever a group chose. */
export async function countGroupHouseholds(tx: Tx, groupId: string | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from register.v_household where tenant_id = ${tx.tenantId} and group_id = ${groupId} and ended_on is null`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

export async function noteCarriedOut(tx: Tx, itemId: string, on: string): Promise<void> {
  await sql`update meetings.item set carried_out_on = ${on}::date where tenant_id = ${tx.tenantId} and id = ${itemId}`.execute(
    tx.db,
  );
}
