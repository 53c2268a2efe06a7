import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

/** A county with all its villages; a tenant above the county reads part by part. */
const MOST_DIVISIONS = 2_000;

export type DivisionRow = { readonly code: string; readonly name: string; readonly level: number; readonly path: string };

export type GridRow = {
  readonly id: string;
  readonly division_code: string;
  readonly name: string;
  readonly path: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

/** Divisions in force at or below a path, in the tree's order. */
export async function findDivisionsBelow(tx: Tx, path: string): Promise<readonly DivisionRow[]> {
  const { rows } = await sql<DivisionRow>`
    select code, name, level::int as level, path::text as path from divisions.division
    where path <@ ${path}::ltree and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by path limit ${MOST_DIVISIONS}`.execute(tx.db);
  return rows;
}

/** Divisions in force above a path, the highest first. */
export async function findDivisionsAbove(tx: Tx, path: string): Promise<readonly { code: string; name: string }[]> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from divisions.division
    where path @> ${path}::ltree and path <> ${path}::ltree
      and valid_from <= ${legalDaySql(tx.now)} and (valid_to is null or valid_to > ${legalDaySql(tx.now)})
    order by nlevel(path)`.execute(tx.db);
  return rows;
}

/** Grids of the tenant at or below a path; those in force today, or all that ever were. */
export async function findGridsBelow(tx: Tx, path: string, which: "in-force" | "all"): Promise<readonly GridRow[]> {
  const today = legalDaySql(tx.now);
  const inForce = which === "all" ? sql`true` : sql`(valid_from <= ${today} and (valid_to is null or valid_to > ${today}))`;
  // The label after the village's own path is g1, g2 … g10: by length first, g10 comes after g9.
  const { rows } = await sql<GridRow>`
    select id, division_code, name, path::text as path, valid_from, valid_to from divisions.grid
    where tenant_id = ${tx.tenantId} and path <@ ${path}::ltree and ${inForce}
    order by subpath(path, 0, -1), length(path::text), path limit ${MOST_DIVISIONS * 10}`.execute(tx.db);
  return rows;
}
