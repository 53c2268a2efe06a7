import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addGrid } from "../contract/add-grid.ts";
import { nextGridLabel } from "../domain/next-grid-label.ts";
import { mayKeepGrids } from "../policy.ts";
import { findGridLabels, GRID_NAME_CONSTRAINT, GRID_PATH_CONSTRAINT, insertGrid } from "../store/change-grid.ts";
import { findVersions } from "../store/find-division.ts";

export const addGridBound = bind(addGrid, {
  policy: mayKeepGrids,
  duty: "divisions.steward",
  subject: async ({ tx }, { divisionCode }) => {
    const versions = await findVersions(tx, divisionCode);
    return versions.find((version) => version.in_force) ?? versions[0];
  },
  run: async (context, input, division) => {
    const { tx } = context;
    if (!division.in_force) return refuse("conflict", "division-ended");
    if (input.from < division.valid_from) return refuseField("/from", "before-division", { from: division.valid_from });
    const id = context.newId();
    const label = nextGridLabel(await findGridLabels(tx, division.path));
    await nameFree(() =>
      insertGrid(tx, {
        id,
        divisionCode: division.code,
        name: input.name,
        path: `${division.path}.${label}`,
        validFrom: input.from,
      }),
    );
    context.subject(id);
    return { id };
  },
});

/** Runs a change of a grid's name or days; a name that is taken at that time breaks on the table's own constraint. */
export async function nameFree(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    // Two grids added at the same moment reach for the same label: the second tries again.
    if (pgConstraint(error) === GRID_PATH_CONSTRAINT) throw new Rollback(refuse("conflict", "conflict"));
    if (pgConstraint(error) !== GRID_NAME_CONSTRAINT) throw error;
    throw new Rollback(refuseField("/name", "grid-name-taken"));
  }
}
