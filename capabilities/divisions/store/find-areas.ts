import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type AreaRow = { readonly value: string; readonly name: string; readonly level: number };

/** Codes are of one length; grids are counted (g2 before g10). */
const TREE = sql`case when ltree2text(subpath(path, -1)) ~ '^g[0-9]+$'
  then (ltree2text(subpath(path, 0, -1)) || '.g' || lpad(substr(ltree2text(subpath(path, -1)), 2), 9, '0'))::ltree else path end`;

/** Divisions and grids of the tenant, in the tree's order: `value` is the path, `level` its depth below the tenant. */
export async function findAreas(tx: Tx, rootPath: string): Promise<readonly AreaRow[]> {
  const { rows } = await sql<AreaRow>`
    select path::text as value, name, nlevel(path) - nlevel(${rootPath}::ltree) as level from divisions.v_area
    where path <@ ${rootPath}::ltree and (tenant_id is null or tenant_id = ${tx.tenantId}) order by ${TREE} limit 2000`.execute(
    tx.db,
  );
  return rows;
}
