import { isWithin } from "#platform/actor.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { readDivision } from "../contract/read-division.ts";
import { mayKeepGrids, mayRead } from "../policy.ts";
import { findSuccessions, findVersions } from "../store/find-division.ts";
import { findDivisionsAbove, findDivisionsBelow, findGridsBelow } from "../store/list-divisions.ts";
import { gridView } from "./list-divisions.ts";

const VILLAGE_LEVEL = 5;

export const readDivisionBound = bind(readDivision, {
  policy: mayRead,
  subject: async ({ tx, tenant }, { code }) => {
    const versions = await findVersions(tx, code);
    const newest = versions[0];
    // A tenant's pages tell of what it answers for, and of what that lies in.
    const shown = newest !== undefined && (isWithin(newest.path, tenant.rootPath) || isWithin(tenant.rootPath, newest.path));
    return shown ? { ...(versions.find((version) => version.in_force) ?? newest), versions } : undefined;
  },
  run: async ({ tx, tenant, actor, now }, { code }, division) => {
    const { path, level } = division;
    const today = legalDay(now);
    const below = isWithin(path, tenant.rootPath) ? await findDivisionsBelow(tx, path) : [];
    const grids = level === VILLAGE_LEVEL ? await findGridsBelow(tx, path, "all") : [];
    return {
      code,
      name: division.name,
      level,
      path,
      validFrom: division.valid_from,
      validTo: division.valid_to,
      inForce: division.in_force,
      source: division.source,
      above: [...(await findDivisionsAbove(tx, path))],
      parts: below.filter((part) => part.level === level + 1).map((part) => ({ code: part.code, name: part.name })),
      grids: grids.map((grid) => ({
        ...gridView(grid),
        inForce: grid.valid_from <= today && (grid.valid_to === null || grid.valid_to > today),
      })),
      names: division.versions.map((one) => ({
        name: one.name,
        from: one.valid_from,
        to: one.valid_to,
      })),
      before: [...(await findSuccessions(tx, code, "before"))],
      after: [...(await findSuccessions(tx, code, "after"))],
      may: level === VILLAGE_LEVEL && division.in_force && mayKeepGrids.can(actor, division) ? ["add-grid"] : [],
    };
  },
});
