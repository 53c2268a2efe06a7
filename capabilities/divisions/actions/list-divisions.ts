import { bind } from "#platform/capability.ts";
import { listDivisions } from "../contract/list-divisions.ts";
import { mayRead } from "../policy.ts";
import { findDivisionsAbove, findDivisionsBelow, findGridsBelow, type GridRow } from "../store/list-divisions.ts";

export const listDivisionsBound = bind(listDivisions, {
  policy: mayRead,
  run: async ({ tx, tenant }) => {
    const divisions = await findDivisionsBelow(tx, tenant.rootPath);
    const grids = Map.groupBy(await findGridsBelow(tx, tenant.rootPath, "in-force"), (grid) => grid.division_code);
    return {
      above: [...(await findDivisionsAbove(tx, tenant.rootPath))],
      divisions: divisions.map((division) => ({ ...division, grids: (grids.get(division.code) ?? []).map(gridView) })),
    };
  },
});

export function gridView(grid: GridRow) {
  return { id: grid.id, name: grid.name, path: grid.path, validFrom: grid.valid_from, validTo: grid.valid_to };
}
