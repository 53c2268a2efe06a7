import { bind } from "#platform/capability.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { endGrid } from "../contract/end-grid.ts";
import { mayKeepGrids } from "../policy.ts";
import { updateGridEnd } from "../store/change-grid.ts";
import { lockGrid } from "../store/find-division.ts";

export const endGridBound = bind(endGrid, {
  policy: mayKeepGrids,
  duty: "divisions.steward",
  subject: async ({ tx }, { id }) => await lockGrid(tx, id),
  run: async (context, { id, on }, grid) => {
    if (grid.valid_to !== null) return refuse("conflict", "grid-ended");
    if (on <= grid.valid_from) return refuseField("/on", "before-grid", { from: grid.valid_from });
    await updateGridEnd(context.tx, id, on);
    context.subject(id);
    return { id };
  },
});
