import { sql, type SqlBool } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { listMeetingRows } from "../store/meetings.ts";

/** More than a place holds in a quarter. */
const MOST = 100;

/** Meetings ahead that everybody may know of: the supervision committee may attend them (`supervision.steps`). Nothing is objected to here. */
export const SUPERVISED = {
  list: async ({ tx }: ActionContext, path: string) =>
    (await listMeetingRows(tx, { visible: sql<SqlBool>`m.public`, path, coming: true, limit: MOST })).map((row) => ({
      what: "meeting-called",
      title: row.title,
      area: row.area,
      path: row.division_path,
      page: `meetings/${row.id}`,
      dueOn: legalDay(row.meets_at),
      own: false,
    })),
  find: async () => undefined,
};
