import type { ActionContext } from "#platform/capability.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { listLateRows } from "../store/proposals.ts";

/** A township with more has other troubles than a list. */
const MOST = 500;

/** Village decisions whose present step should have been taken by today (`disclosure.overdue`). */
export async function findOverdue({ tx, now }: ActionContext, path: string) {
  const rows = await listLateRows(tx, path, startOfLegalDay(legalDay(now)), MOST);
  return rows.map(({ title, area, organization, number, due_at: due }) => ({
    what: "resolution-step",
    title,
    area,
    who: organization,
    // What is due at 24:00 was due on the day before.
    dueOn: legalDay(new Date(due.getTime() - 1)),
    page: `resolutions/${number}`,
  }));
}
