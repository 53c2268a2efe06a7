import type { Sweep } from "#platform/capability.ts";
import { countMonth, findDueMonths, takeDueMonth } from "../store/rate-cells.ts";

/** Counts months anew in which something changed, so that a page of rates reads a few hundred rows however many appeals there are. */
export const RATE_COUNTER: Sweep = {
  purpose: "appeals/count-rates",
  find: findDueMonths,
  handle: async ({ tx, tenant }, id) => {
    const month = await takeDueMonth(tx, id);
    if (month === undefined) return false;
    await countMonth(tx, month, tenant.rootPath);
    return true;
  },
};
