import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { findItem, selectItems } from "../store/items.ts";

/** More than a place publishes in a quarter. */
const MOST = 100;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Drafts to review, and what hangs on the board (`supervision.steps`). What was published may be objected to as long as it hangs; residents
 * object and complain on its own page, by its own days.
 */
export const SUPERVISED = {
  list: async ({ tx, now }: ActionContext, path: string) => {
    const today = legalDay(now);
    const open = sql`i.division_path <@ ${path}::ltree and (i.step = 'review' and i.review_due >= ${today}::date or i.versions > 0 and i.objections_until >= ${today}::date)`;
    return (await selectItems(tx, { where: open, order: sql`i.due_on, i.id`, limit: MOST })).map((row) => ({
      what: row.step === "review" ? "disclosure-review" : "disclosure-published",
      title: row.title,
      area: row.area,
      path: row.division_path,
      page: `disclosure/${row.id}`,
      dueOn: row.step === "review" ? row.review_due : row.objections_until,
      own: row.step === "review",
    }));
  },
  find: async ({ tx }: ActionContext, id: string) => {
    const found = ID.test(id) ? await findItem(tx, id) : undefined;
    if (found === undefined) return undefined;
    const { title, area, division_path: path, owner: organizationId, versions, taken_down_on } = found;
    const open = versions > 0 && taken_down_on === null;
    return { title, area, path, page: `disclosure/${id}`, organizationId, open, ownComplaints: true };
  },
};
