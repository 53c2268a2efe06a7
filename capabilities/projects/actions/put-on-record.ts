import type { JsonValue } from "@gongzhi/merkle-log";
import { publicationsOf } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { inForce } from "../domain/judge-project.ts";
import type { Account } from "../domain/reckon-account.ts";
import { findLines, findMilestones, type LineRow } from "../store/parts.ts";
import { changeProject, rowsOf, type ProjectRow } from "../store/projects.ts";

type Content = Readonly<Record<string, JsonValue>>;

export const PUBLICATIONS = publicationsOf(
  "projects",
  {
    plan: { name: "项目计划", nameEn: "Plan of a project" },
    acceptance: { name: "项目验收", nameEn: "Acceptance of a project" },
    account: { name: "项目结算", nameEn: "Final account of a project" },
  },
  {
    shown: {
      title: { project: ["title"] },
      aim: { project: ["aim"] },
      place: { project: ["place"] },
      lineNames: { line: ["name"] },
      sourceNames: { line: ["source"] },
      milestoneTitles: { milestone: ["title"] },
      why: { project: ["stopped_why"], line: ["why"], milestone: ["why"] },
      opinion: { acceptance: ["opinion"] },
      contracts: { contract: ["partner", "subject"] },
      papers: {},
    },
    rows: rowsOf,
    papers: "papers",
  },
);

export async function putOnRecord(
  context: ActionContext,
  project: Pick<ProjectRow, "number" | "division_path" | "title" | "decision">,
  kind: "plan" | "acceptance" | "account",
  version: number,
  content: Content,
): Promise<void> {
  const { number, division_path: area, title, decision } = project;
  const further = { division_path: area };
  await PUBLICATIONS.publish(context, { number, kind, version, area, further, content: { title, decision, ...content } });
}

/** The plan as it is now: its next version, with the reason why there is another. */
export async function publishPlan(context: ActionContext, project: ProjectRow, version: number, why: string): Promise<void> {
  const { tx } = context;
  const lines = inForce(await findLines(tx, project.id));
  const milestones = inForce(await findMilestones(tx, project.id));
  if (version > 1) await changeProject(tx, project.id, { plans: version });
  const { aim, place, organization } = project;
  const { numberOf, names } = namedApart(lines);
  await putOnRecord(context, project, "plan", version, {
    organization,
    aim,
    place,
    lines: lines.map((line, at) => ({ line: at + 1, source: numberOf(line), cents: line.cents })),
    ...names,
    milestones: milestones.map(({ due_on: dueOn }, at) => ({ milestone: at + 1, dueOn })),
    milestoneTitles: milestones.map(({ title }, at) => ({ milestone: at + 1, title })),
    why,
  });
}

/** The lines of an account as the record has them. */
export function accountContent({ lines, sources, budgetCents, costCents }: Account): Content {
  const { numberOf, names } = namedApart(lines);
  return {
    lines: lines.map((line, at) => ({
      line: at + 1,
      source: numberOf(line),
      plannedCents: line.plannedCents,
      budgetCents: line.budgetCents,
      costCents: line.costCents,
    })),
    ...names,
    sources: sources.map((sum) => ({ source: numberOf(sum), budgetCents: sum.budgetCents, costCents: sum.costCents })),
    budgetCents,
    costCents,
  };
}

/** What lines and sources are called, apart from their figures: a name in them may be erased, and each sum stays, by its number. */
function namedApart(lines: readonly Pick<LineRow, "name" | "source">[]) {
  const sources = [...new Set(lines.map(({ source }) => source))];
  return {
    numberOf: ({ source }: Pick<LineRow, "source">) => sources.indexOf(source) + 1,
    names: {
      lineNames: lines.map(({ name }, at) => ({ line: at + 1, name })),
      sourceNames: sources.map((name, at) => ({ source: at + 1, name })),
    },
  };
}
