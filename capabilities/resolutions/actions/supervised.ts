import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { findProposal, listProposalRows } from "../store/proposals.ts";

/** A place has a handful of them at a time. */
const MOST = 100;

/** Village decisions on their way: what the supervision committee follows and may object to (`supervision.steps`). */
export const SUPERVISED = {
  list: async ({ tx }: ActionContext, path: string) =>
    (await listProposalRows(tx, { path, limit: MOST }))
      .filter(({ ended_on }) => ended_on === null)
      .map((row) => ({
        what: `resolution-${row.state}`,
        title: row.title,
        area: row.area,
        path: row.division_path,
        page: `resolutions/${row.number}`,
        // What is due at 24:00 is due on the day before.
        dueOn: row.due_at === null ? null : legalDay(new Date(row.due_at.getTime() - 1)),
        own: false,
      })),
  find: async ({ tx }: ActionContext, number: string) => {
    const found = await findProposal(tx, { number });
    if (found === undefined) return undefined;
    const { title, area, division_path: path, organization_id: organizationId, ended_on } = found;
    return { title, area, path, page: `resolutions/${number}`, organizationId, open: ended_on === null, ownComplaints: false };
  },
};
