import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { goesOn, type PersonalUse } from "#platform/personal-data/uses.ts";

export const FOLLOW_PURPOSE = "disclosure.follow";
export const FOLLOW_USE: PersonalUse = { textVersion: 1, ends: "press", path: "disclosure" };

export async function isFollowing(tx: Tx, person: string, area: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from disclosure.subscription where tenant_id = ${tx.tenantId} and person_id = ${person} and area = ${area}::ltree`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export async function countFollowed(tx: Tx, person: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from disclosure.subscription where tenant_id = ${tx.tenantId} and person_id = ${person}`.execute(
    tx.db,
  );
  return rows[0]?.n ?? 0;
}

export async function follow(tx: Tx, person: string, area: string): Promise<void> {
  await sql`insert into disclosure.subscription (tenant_id, person_id, area) values (${tx.tenantId}, ${person}, ${area}::ltree) on conflict do nothing`.execute(
    tx.db,
  );
}

export async function unfollow(tx: Tx, person: string, area: string): Promise<void> {
  await sql`delete from disclosure.subscription where tenant_id = ${tx.tenantId} and person_id = ${person} and area = ${area}::ltree`.execute(
    tx.db,
  );
}

/** Whom something published in a place concerns, each once, in the order of their ids. */
export async function findFollowers(
  tx: Tx,
  { path, after, most }: { readonly path: string; readonly after: string | undefined; readonly most: number },
): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from disclosure.subscription where tenant_id = ${tx.tenantId} and area @> ${path}::ltree
      and ${goesOn(tx, FOLLOW_PURPOSE, sql`subscription.person_id`)}
      and ${after === undefined ? sql`true` : sql`person_id > ${after}::uuid`} order by person_id limit ${most}`.execute(tx.db);
  return rows.map((row) => row.person_id);
}
