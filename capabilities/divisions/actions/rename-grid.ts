import { bind } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import { renameGrid } from "../contract/rename-grid.ts";
import { mayKeepGrids } from "../policy.ts";
import { updateGridName } from "../store/change-grid.ts";
import { lockGrid } from "../store/find-division.ts";
import { nameFree } from "./add-grid.ts";

export const renameGridBound = bind(renameGrid, {
  policy: mayKeepGrids,
  duty: "divisions.steward",
  subject: async ({ tx }, { id }) => await lockGrid(tx, id),
  run: async (context, { id, name }, grid) => {
    if (grid.valid_to !== null) return refuse("conflict", "grid-ended");
    await nameFree(() => updateGridName(context.tx, id, name));
    context.subject(id);
    return { id };
  },
});
