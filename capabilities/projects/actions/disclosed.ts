import { sql } from "kysely";
import type { ActionContext, Payload } from "#platform/capability.ts";
import { reckonAccount } from "../domain/reckon-account.ts";
import { findCosts, findLines, sumPaid } from "../store/parts.ts";
import { findProject, selectProjects } from "../store/projects.ts";

type Asked = { readonly path: string; readonly from: string; readonly to: string };

const MOST = 150;
/** What a disclosure is called has at most 80 characters. */
const MOST_TITLE = 76;
const HEAD = ["项目", "状态", "预算（元）", "实际支出（元）", "其中本期（元）", "到期或结算日"];
const STATES = { running: "实施中", done: "待验收", accepted: "待结算", finished: "已结算公开", stopped: "已停止" } as const;
const ACCOUNT_HEAD = ["预算项目", "资金来源", "原预算（元）", "现预算（元）", "实际支出（元）"];

/** A source of disclosures: projects of a place that ran in the time asked for, with what each has and has cost (`disclosure.sources`). */
export const DISCLOSED = {
  name: "项目实施和收支",
  nameEn: "Projects and their money",
  draft: async ({ tx }: ActionContext, { path, from, to }: Asked) => {
    const ran = sql`p.division_path <@ ${path}::ltree and p.began_on <= ${to}::date and (p.finished_on is null or p.finished_on >= ${from}::date)`;
    const projects = await selectProjects(tx, ran, MOST);
    const ids = projects.map(({ id }) => id);
    const paid = await sumPaid(tx, ids, { from, to });
    const rows = projects.map((row) => [
      row.title,
      STATES[row.state],
      yuan(row.budget_cents),
      yuan(row.cost_cents),
      yuan(paid.get(row.id) ?? 0),
      row.finished_on ?? row.due_on,
    ]);
    const text = rows.length === 0 ? "本期没有实施中的项目。" : `本期共有 ${rows.length} 个项目。`;
    return [{ heading: "项目实施和收支", text, table: rows.length === 0 ? [] : [HEAD, ...rows] }];
  },
};

/**
 * A final account was closed: what must be made public of it at once, by which entries of a catalogue, begun with its figures
 * (`disclosure.happenings`).
 */
export async function accountHappened({ tx }: ActionContext, { projectId }: Payload) {
  const project = await findProject(tx, { id: String(projectId) });
  if (project === undefined) return undefined;
  const { lines, budgetCents, costCents } = reckonAccount(await findLines(tx, project.id), await findCosts(tx, project.id));
  const rows = lines.map((line) => [
    line.name,
    line.source,
    yuan(line.plannedCents),
    yuan(line.budgetCents),
    yuan(line.costCents),
  ]);
  const plannedCents = lines.reduce((sum, line) => sum + line.plannedCents, 0);
  return {
    path: project.division_path,
    entries: project.kind === "economic" ? ["economic-projects"] : ["public-works", "works-money"],
    title: `${project.title.slice(0, MOST_TITLE)}：结算`,
    sections: [
      { heading: "项目", text: `${project.aim}\n${project.place}\n${project.accepted_on ?? ""} 验收合格。`, table: [] },
      {
        heading: "花了多少",
        text: `预算 ${yuan(budgetCents)} 元，实际支出 ${yuan(costCents)} 元。`,
        table: [ACCOUNT_HEAD, ...rows, ["合计", "", yuan(plannedCents), yuan(budgetCents), yuan(costCents)]],
      },
    ],
  };
}

/** Integer cents as yuan with two places, exact. */
function yuan(cents: number): string {
  const [whole, part] = [Math.trunc(Math.abs(cents) / 100), Math.abs(cents) % 100];
  return `${cents < 0 ? "-" : ""}${whole.toLocaleString("en")}.${String(part).padStart(2, "0")}`;
}
