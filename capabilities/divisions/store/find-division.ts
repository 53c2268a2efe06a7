import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

export type DivisionVersion = {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly path: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly source: string;
  readonly in_force: boolean;
};

/** Every version of a code, the newest first; empty where nobody ever gave it out. */
export async function findVersions(tx: Tx, code: string): Promise<readonly DivisionVersion[]> {
  const { rows } = await sql<DivisionVersion>`
    select code, name, level::int as level, path::text as path, path::text as division_path, valid_from, valid_to, source,
      (valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})) as in_force
    from divisions.division where code = ${code} order by valid_from desc`.execute(tx.db);
  return rows;
}

export type SuccessionRow = { readonly code: string; readonly name: string; readonly on: string };

/** Which codes a code came from (`before`) or went into (`after`). */
export async function findSuccessions(tx: Tx, code: string, which: "before" | "after"): Promise<readonly SuccessionRow[]> {
  const [own, other] =
    which === "after" ? [sql.ref("from_code"), sql.ref("to_code")] : [sql.ref("to_code"), sql.ref("from_code")];
  const { rows } = await sql<SuccessionRow>`
    select s.code, coalesce(d.name, '') as name, s.on_date as "on"
    from (select ${other} as code, on_date from divisions.succession where ${own} = ${code}) s
    left join lateral (select name from divisions.division v where v.code = s.code order by valid_from desc limit 1) d on true
    order by s.on_date desc, s.code limit 100`.execute(tx.db);
  return rows;
}

export type GridInHand = {
  readonly id: string;
  readonly division_code: string;
  readonly name: string;
  readonly division_path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

/** A grid to be changed, locked until the transaction ends. */
export async function lockGrid(tx: Tx, id: string): Promise<GridInHand | undefined> {
  const { rows } = await sql<GridInHand>`
    select id, division_code, name, path::text as division_path, valid_from, valid_to from divisions.grid
    where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return rows[0];
}
