import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

const MOST_PLACES = 30;
/** Villages are nobody's tenant. */
const LOWEST_LEVEL = 4;

export type PlaceRow = { readonly code: string; readonly name: string; readonly whole: string };

/** Places whose name holds the words, or whose code begins with them; `whole` names the levels above too. */
export async function findPlacesBy(tx: Tx, q: string): Promise<readonly PlaceRow[]> {
  const like = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<PlaceRow>`
    select d.code, d.name, (select string_agg(a.name, ' ' order by a.level) from divisions.v_area a where a.tenant_id is null and a.path @> d.path) as whole
    from divisions.v_area d
    where d.tenant_id is null and d.level <= ${LOWEST_LEVEL} and (d.name like ${like} or (${/^\d+$/.test(q)} and d.code like ${`${q}%`}))
    order by d.level, d.code limit ${MOST_PLACES}`.execute(tx.db);
  return rows;
}

export async function hasDivisions(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    some: boolean;
  }>`select exists (select from divisions.v_area where tenant_id is null) as some`.execute(tx.db);
  return rows[0]?.some === true;
}

/** Names of those of these codes that are in force, by code. */
export async function findKnown(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from divisions.v_area where tenant_id is null and code = any(${[...codes]}::text[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.code, row.name]));
}
