import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { dueOf } from "../domain/judge-project.ts";
import { findProject, selectProjects } from "../store/projects.ts";

/** A place has a handful of them at a time. */
const MOST = 100;

/** Projects under way: what the supervision committee follows, accepts and may object to (`supervision.steps`). */
export const SUPERVISED = {
  list: async ({ tx }: ActionContext, path: string) => {
    const open = sql`p.division_path <@ ${path}::ltree and p.state in ('running', 'done', 'accepted')`;
    return (await selectProjects(tx, open, MOST)).map((row) => ({
      what: `project-${row.state}`,
      title: row.title,
      area: row.area,
      path: row.division_path,
      page: `projects/${row.number}`,
      dueOn: dueOf(row),
      own: row.state === "done",
    }));
  },
  find: async ({ tx }: ActionContext, number: string) => {
    const found = await findProject(tx, { number });
    if (found === undefined) return undefined;
    const { title, area, division_path: path, organization_id: organizationId, state } = found;
    const open = state !== "finished" && state !== "stopped";
    return { title, area, path, page: `projects/${number}`, organizationId, open, ownComplaints: false };
  },
};
