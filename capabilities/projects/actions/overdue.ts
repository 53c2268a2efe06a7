import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { findBodyName, findLateTasks, selectProjects, type ProjectRow } from "../store/projects.ts";

/** Of each sort; a township with more has other troubles than a list. */
const MOST = 500;

/** Projects, tasks, acceptances and accounts whose day has passed (`disclosure.overdue`). */
export async function findOverdue({ tx, now }: ActionContext, path: string) {
  const today = legalDay(now);
  const late = sql`(p.state = 'running' and p.due_on < ${today}::date or p.state = 'done' and p.accept_due < ${today}::date
    or p.state = 'accepted' and p.account_due < ${today}::date)`;
  const rows = await selectProjects(tx, sql`p.division_path <@ ${path}::ltree and ${late}`, MOST);
  const tasks = await findLateTasks(tx, path, today, MOST);
  return [
    ...(await Promise.all(rows.map(async (row) => ({ ...named(row), ...(await owed(row)) })))),
    ...tasks.map((task) => ({
      what: "project-task",
      title: `${task.project} · ${task.title}`,
      area: task.area,
      who: `${task.organization} ${task.post}`,
      dueOn: task.due_on,
      page: `projects/${task.number}`,
    })),
  ];

  async function owed(row: ProjectRow) {
    if (row.state === "done")
      return {
        what: "project-accept",
        who: await findBodyName(tx, "supervision-committee", row.division_path),
        dueOn: row.accept_due ?? "",
      };
    if (row.state === "accepted") return { what: "project-account", who: row.organization, dueOn: row.account_due ?? "" };
    return { what: "project", who: row.organization, dueOn: row.due_on };
  }
}

function named({ title, area, number }: ProjectRow) {
  return { title, area, page: `projects/${number}` };
}
