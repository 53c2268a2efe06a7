import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type DivisionRow = {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly path: string;
  readonly grids: number;
};

/** Divisions in force at or below a path, in the tree's order. */
export async function findDivisionsBelow(tx: Tx, path: string): Promise<readonly DivisionRow[]> {
  const { rows } = await sql<DivisionRow>`
    select d.code, d.name, d.level::int as level, d.path::text as path,
      (select count(*) from divisions.grid g where g.tenant_id = ${tx.tenantId} and g.division_code = d.code and g.valid_to is null) as grids
    from divisions.division d
    where d.path <@ ${path}::ltree and d.valid_to is null
    order by d.path`.execute(tx.db);
  return rows;
}
