import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** The exclusion that keeps two grids of one village from having one name at one time. */
export const GRID_NAME_CONSTRAINT = "grid_tenant_id_division_code_name_daterange_excl";
export const GRID_PATH_CONSTRAINT = "grid_tenant_id_path_key";

/** The labels given out below a village, ended grids' too: `g1`, `g2`. */
export async function findGridLabels(tx: Tx, divisionPath: string): Promise<readonly string[]> {
  const { rows } = await sql<{ label: string }>`
    select subpath(path, -1)::text as label from divisions.grid
    where tenant_id = ${tx.tenantId} and path <@ ${divisionPath}::ltree`.execute(tx.db);
  return rows.map(({ label }) => label);
}

export type GridToInsert = {
  readonly id: string;
  readonly divisionCode: string;
  readonly name: string;
  readonly path: string;
  readonly validFrom: string;
};

export async function insertGrid(tx: Tx, grid: GridToInsert): Promise<void> {
  await sql`insert into divisions.grid (tenant_id, id, division_code, name, path, valid_from)
    values (${tx.tenantId}, ${grid.id}, ${grid.divisionCode}, ${grid.name}, ${grid.path}::ltree, ${grid.validFrom}::date)`.execute(
    tx.db,
  );
}

export async function updateGridName(tx: Tx, id: string, name: string): Promise<void> {
  await sql`update divisions.grid set name = ${name} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function updateGridEnd(tx: Tx, id: string, validTo: string): Promise<void> {
  await sql`update divisions.grid set valid_to = ${validTo}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
