import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type DivisionToPut = { readonly code: string; readonly name: string; readonly validFrom: string; readonly source: string };

/** Lengths of official codes by level: province, city, county, township, village. */
const CODE_LENGTHS = [2, 4, 6, 9, 12] as const;

/** `990101101` to `cn.99.9901.990101.990101101`. */
export function pathOfCode(code: string): string {
  return ["cn", ...CODE_LENGTHS.filter((length) => length <= code.length).map((length) => code.slice(0, length))].join(".");
}

export function levelOfCode(code: string): number {
  return CODE_LENGTHS.findIndex((length) => length === code.length) + 1;
}

/** Puts divisions into the tree; one that is there from the same day is left as it is. */
export async function putDivisions(tx: Tx, divisions: readonly DivisionToPut[]): Promise<void> {
  const rows = divisions.map((division) => {
    const parent = CODE_LENGTHS[levelOfCode(division.code) - 2];
    return sql`(${division.code}, ${division.validFrom}::date, ${levelOfCode(division.code)}::smallint, ${division.name}, ${parent === undefined ? null : division.code.slice(0, parent)},
      ${pathOfCode(division.code)}::ltree, ${division.source})`;
  });
  await sql`insert into divisions.division (code, valid_from, level, name, parent_code, path, source) values ${sql.join(rows)} on conflict (code, valid_from) do nothing`.execute(
    tx.db,
  );
}

export type GridToAdd = {
  readonly id: string;
  readonly divisionCode: string;
  readonly name: string;
  readonly label: string;
  readonly validFrom: string;
};

export async function addGrids(tx: Tx, grids: readonly GridToAdd[]): Promise<void> {
  const rows = grids.map(
    (grid) =>
      sql`(${tx.tenantId}::uuid, ${grid.id}::uuid, ${grid.divisionCode}, ${grid.name}, ${`${pathOfCode(grid.divisionCode)}.${grid.label}`}::ltree, ${grid.validFrom}::date)`,
  );
  await sql`insert into divisions.grid (tenant_id, id, division_code, name, path, valid_from) values ${sql.join(rows)}`.execute(
    tx.db,
  );
}

/** The official code a tenant answers for from a day on. */
export async function answerFor(tx: Tx, code: string, validFrom: string): Promise<void> {
  await sql`insert into divisions.tenant_division (tenant_id, code, valid_from) values (${tx.tenantId}, ${code}, ${validFrom}::date) on conflict do nothing`.execute(
    tx.db,
  );
}
