import { sql } from "kysely";
import { goesOn } from "#platform/personal-data/uses.ts";
import type { Tx } from "#platform/db/tx.ts";
import { FOLLOW_PURPOSE } from "./uses.ts";

export type SubscriptionRow = {
  readonly id: string;
  readonly person_id: string;
  readonly area: string;
  readonly area_name: string;
  readonly matter_code: string;
  readonly matter_name: string;
  readonly made_at: Date;
};

export async function listSubscriptionRows(tx: Tx, person: string): Promise<readonly SubscriptionRow[]> {
  const { rows } = await sql<SubscriptionRow>`
    select s.id, s.person_id, s.area::text, coalesce(d.name, '') as area_name, s.matter_code, coalesce(m.name, '') as matter_name, s.made_at
    from appeals.subscription s
    left join lateral (select name from divisions.v_area v where v.path = s.area and (v.tenant_id is null or v.tenant_id = s.tenant_id) limit 1) d on true
    left join rules.v_matter m on m.tenant_id = s.tenant_id and m.code = s.matter_code
    where s.tenant_id = ${tx.tenantId} and s.person_id = ${person} order by s.made_at desc, s.id`.execute(tx.db);
  return rows;
}

export async function findSubscription(tx: Tx, id: string): Promise<{ readonly person_id: string } | undefined> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from appeals.subscription where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0];
}

type NewSubscription = { readonly id: string; readonly person: string; readonly area: string; readonly matter: string };

/** @returns the id of the one there is now, this or an earlier. */
export async function putSubscription(tx: Tx, { id, person, area, matter }: NewSubscription): Promise<string> {
  await sql`insert into appeals.subscription (tenant_id, id, person_id, area, matter_code, made_at)
    values (${tx.tenantId}, ${id}, ${person}, ${area}, ${matter}, ${tx.now}) on conflict (tenant_id, person_id, area, matter_code) do nothing`.execute(
    tx.db,
  );
  const { rows } = await sql<{ id: string }>`
    select id from appeals.subscription where tenant_id = ${tx.tenantId} and person_id = ${person} and area = ${area}::ltree and matter_code = ${matter}`.execute(
    tx.db,
  );
  return rows[0]?.id ?? id;
}

export async function dropSubscription(tx: Tx, id: string): Promise<void> {
  await sql`delete from appeals.subscription where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Whom a released appeal concerns, each once, in the order of their ids. @param matters the appeal's matter and those above it, and '' */
export async function findSubscribers(
  tx: Tx,
  {
    areas,
    matters,
    after,
    most,
  }: { areas: readonly string[]; matters: readonly string[]; after: string | undefined; most: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from appeals.subscription
    where tenant_id = ${tx.tenantId} and area = any(${[...areas]}::ltree[]) and matter_code = any(${[...matters]}::text[])
      and ${goesOn(tx, FOLLOW_PURPOSE, sql`subscription.person_id`)}
      and ${after === undefined ? sql`true` : sql`person_id > ${after}::uuid`} order by person_id limit ${most}`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
