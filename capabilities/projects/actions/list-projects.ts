import { sql } from "kysely";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuseField } from "#platform/refusal.ts";
import { listProjects } from "../contract/list-projects.ts";
import { isLate } from "../domain/judge-project.ts";
import { isKeeper, maySee } from "../policy.ts";
import { countProjects, selectProjects, type ProjectRow } from "../store/projects.ts";

const PAGE = 30;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PLACE = /\.\d{12}$/;

export const listProjectsBound = bind(listProjects, {
  policy: maySee,
  run: async ({ tx, tenant, actor, now }, { q, area = tenant.rootPath, state, cursor }) => {
    if (cursor !== undefined && !ID.test(cursor)) return refuseField("/cursor", "bad-cursor");
    const words = q === undefined ? sql`true` : sql`position(lower(${q}) in lower(p.title)) > 0`;
    const matching = sql`p.division_path <@ ${area}::ltree and ${words} and ${state === undefined ? sql`true` : sql`p.state = ${state}`}`;
    const older = cursor === undefined ? sql`true` : sql`p.id < ${cursor}::uuid`;
    const rows = await selectProjects(tx, sql`${matching} and ${older}`, PAGE + 1);
    const shown = rows.slice(0, PAGE);
    return {
      projects: shown.map((row) => projectFacts(row, legalDay(now))),
      count: await countProjects(tx, matching),
      next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
      areas: (await findAreas(tx, tenant.rootPath))
        .filter(({ value }) => PLACE.test(value))
        .map(({ value, name }) => ({ value, name })),
      may: isKeeper.can(actor, {}) ? ["begin-project"] : [],
    };
  },
});

export function projectFacts(row: ProjectRow, today: string) {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    kind: row.kind,
    state: row.state,
    beganOn: row.began_on,
    dueOn: row.due_on,
    finishedOn: row.finished_on,
    budgetCents: row.budget_cents,
    costCents: row.cost_cents,
    late: isLate(row, today),
  };
}
