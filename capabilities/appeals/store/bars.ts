import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Bar, Chart, ChartPost, ChartUnit } from "../domain/reckon-bar.ts";
import type { AppealRow } from "./appeal-row.ts";

/** Bodies of a township and its villages; a tenant with more has them in parts of its own. */
const MOST_UNITS = 5_000;

export type Named = {
  readonly id: string;
  readonly kind: "unit" | "post";
  /** The body's name; of a post the body, its title and its holder's public name. */
  readonly name: string;
};

/** Those of some ids that are a body or a post of the tenant, by the names the public knows them by. */
export async function findNamed(tx: Tx, ids: readonly string[]): Promise<readonly Named[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Named>`
    select id, 'unit' as kind, name from organizations.v_organization where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
    union all
    select p.id, 'post', concat_ws(' · ', o.name, p.title, nullif(n.public_name, '')) from organizations.v_post p
      join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      left join register.v_person n on n.tenant_id = p.tenant_id and n.id = p.person_id
      where p.tenant_id = ${tx.tenantId} and p.id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return rows;
}

/** Everybody one may complain of: bodies in force, and whoever holds a public post there. */
export async function findComplainable(tx: Tx): Promise<readonly Named[]> {
  const { rows } = await sql<Named>`
    select id, 'unit' as kind, name from organizations.v_organization
      where tenant_id = ${tx.tenantId} and valid_from <= ${tx.now} and (valid_to is null or valid_to > ${tx.now})
    union all
    select p.id, 'post', concat_ws(' · ', o.name, p.title, n.public_name) from organizations.v_post p
      join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      join register.v_person n on n.tenant_id = p.tenant_id and n.id = p.person_id and n.public_name <> ''
      where p.tenant_id = ${tx.tenantId} and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
    order by kind desc, name limit ${MOST_UNITS}`.execute(tx.db);
  return rows;
}

/** Bodies with those above them, and every post in force of whoever holds one of the posts complained of. */
export async function findChart(tx: Tx, posts: readonly string[]): Promise<Chart> {
  const units = await sql<ChartUnit>`
    select id, parent_id as "parentId" from organizations.v_organization where tenant_id = ${tx.tenantId} limit ${MOST_UNITS}`.execute(
    tx.db,
  );
  const held = await sql<ChartPost>`
    select p.id, p.person_id as "personId", p.organization_id as "organizationId" from organizations.v_post p
    where p.tenant_id = ${tx.tenantId} and p.person_id in (select person_id from organizations.v_post where tenant_id = ${tx.tenantId} and id = any(${[...posts]}::uuid[]))
      and (p.id = any(${[...posts]}::uuid[]) or (p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})))`.execute(
    tx.db,
  );
  return { units: units.rows, posts: held.rows };
}

/** Is there anybody whose post lets them dispatch in a place and whom a matter is not kept from? */
export async function isHeardHere(tx: Tx, path: string, barred: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organizations.v_post p where p.tenant_id = ${tx.tenantId} and 'appeals.dispatch' = any(p.duties) and ${path}::ltree <@ any(p.areas)
      and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
      and not exists (select 1 from organizations.v_post q where q.tenant_id = p.tenant_id and q.person_id = p.person_id
        and q.valid_from <= ${tx.now} and (q.valid_to is null or q.valid_to > ${tx.now})
        and (q.organization_id = any(${[...barred]}::uuid[]) or q.person_id = any(${[...barred]}::uuid[]))) limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

/** Those of some persons a matter is not kept from: who may be told of it. */
export async function findUnbarred(tx: Tx, persons: readonly string[], barred: readonly string[]): Promise<readonly string[]> {
  if (barred.length === 0 || persons.length === 0) return persons;
  const { rows } = await sql<{ id: string }>`
    select given.id from unnest(${[...persons]}::uuid[]) as given(id) where given.id <> all(${[...barred]}::uuid[])
      and not exists (select 1 from organizations.v_post q where q.tenant_id = ${tx.tenantId} and q.person_id = given.id
        and q.valid_from <= ${tx.now} and (q.valid_to is null or q.valid_to > ${tx.now}) and q.organization_id = any(${[...barred]}::uuid[]))`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}

/**
 * Sets on every row of an appeal whom it complains of, and so whom it is kept from. As the house: whoever marked it may be one of them.
 * @returns its cases, which are to be kept from them as well
 */
export async function setBar(
  tx: Tx,
  appeal: AppealRow,
  complainedOf: readonly string[],
  { barred, notSentTo }: Bar,
): Promise<readonly string[]> {
  const from = sql`${[...barred]}::uuid[]`;
  // What hangs on another matter, too, stays kept from whom that is kept from.
  const both = sql`(select coalesce(array_agg(distinct p), '{}') from unnest(barred || ${from}) as p)`;
  const own = sql`tenant_id = ${tx.tenantId} and appeal_id = ${appeal.id}`;
  await sql`with p as (update appeals.appeal_personal set barred = ${from} where ${own}),
      e as (update appeals.entry_personal set barred = ${from} where ${own}),
      j as (update appeals.judgement set barred = ${from} where ${own}),
      w as (update appeals.whistle set barred = ${from} where ${own}),
      v as (update appeals.review set barred = ${from} where ${own}),
      t as (update appeals.retaliation set barred = ${both} where ${own}),
      n as (update appeals.relation set barred = ${both} where tenant_id = ${tx.tenantId} and (appeal_id = ${appeal.id} or other_id = ${appeal.id})),
      o as (update appeals.opening set barred = ${from} where ${own}),
      f as (update platform.file set barred = ${from} where tenant_id = ${tx.tenantId} and attached_to = ${`appeals/${appeal.id}`})
    update appeals.appeal set complained_of = ${[...complainedOf]}::uuid[], barred = ${from}, not_sent_to = ${[...notSentTo]}::uuid[]
    where tenant_id = ${tx.tenantId} and id = ${appeal.id}`.execute(tx.db);
  const reviews = await sql<{ case_id: string }>`select case_id from appeals.review where ${own}`.execute(tx.db);
  return [...(appeal.case_id === null ? [] : [appeal.case_id]), ...reviews.rows.map(({ case_id }) => case_id)];
}

/** Appeals in hand that complain of somebody: their bars are reckoned anew when the chart has changed. */
export async function findBarred(tx: Tx, after: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from appeals.appeal
    where tenant_id = ${tx.tenantId} and cardinality(complained_of) > 0 and id > ${after}::uuid order by id limit ${most}`.execute(
    tx.db,
  );
  return rows.map(({ id }) => id);
}
