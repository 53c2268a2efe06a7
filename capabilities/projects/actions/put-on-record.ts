import type { JsonValue } from "@gongzhi/merkle-log";
import { appendSealed, type RecordSource } from "#capabilities/record/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { inForce } from "../domain/judge-project.ts";
import type { Account } from "../domain/reckon-account.ts";
import { findLines, findMilestones } from "../store/parts.ts";
import { changeProject, type ProjectRow } from "../store/projects.ts";
import { emptyField, findRecorded, insertPublication, type PublicationKind } from "../store/publications.ts";

type Content = Readonly<Record<string, JsonValue>>;

/** Words people wrote, in which a name may have slipped; sums and days are never erased. */
const ERASABLE = ["title", "aim", "place", "why", "opinion", "contracts", "papers"];

/** Publishes in the transaction of the act: on its page, and on the record as its next version of that kind. */
export async function putOnRecord(
  context: ActionContext,
  project: Pick<ProjectRow, "number" | "division_path" | "title" | "decision">,
  kind: PublicationKind,
  version: number,
  content: Content,
): Promise<void> {
  const { number, division_path: area, title, decision } = project;
  const day = legalDay(context.now);
  const whole = { number, title, area, decision, day, ...content };
  await insertPublication(context.tx, { number, kind, version, content: whole, published_on: day }, area);
  const fields = Object.fromEntries(Object.entries(whole).map(([name, value]) => [name, { value, shown: true }]));
  appendSealed(context, { kind: `projects.${kind}`, subject: `${number}/${version}`, fields, area });
}

/** The plan as it is now: its next version, with the reason why there is another. */
export async function publishPlan(context: ActionContext, project: ProjectRow, version: number, why: string): Promise<void> {
  const { tx } = context;
  const lines = inForce(await findLines(tx, project.id)).map(({ name, source, cents }) => ({ name, source, cents }));
  const milestones = inForce(await findMilestones(tx, project.id)).map(({ title, due_on: dueOn }) => ({ title, dueOn }));
  if (version > 1) await changeProject(tx, project.id, { plans: version });
  const { aim, place, organization } = project;
  await putOnRecord(context, project, "plan", version, { organization, aim, place, lines, milestones, why });
}

/** The lines of an account as the record has them. */
export function accountContent({ lines, sources, budgetCents, costCents }: Account): Content {
  return {
    lines: lines.map(({ name, source, plannedCents, budgetCents: budget, costCents: cost }) => ({
      name,
      source,
      plannedCents,
      budgetCents: budget,
      costCents: cost,
    })),
    sources: sources.map((one) => ({ ...one })),
    budgetCents,
    costCents,
  };
}

function sourceOf(kind: PublicationKind, name: string, nameEn: string): RecordSource {
  return {
    name,
    nameEn,
    current: async ({ tx }, which) => await findRecorded(tx, kind, which),
    erase: { fields: ERASABLE, run: async ({ tx }, subject, field) => await emptyField(tx, kind, subject, field) },
    page: (subject) => `projects/${subject.slice(0, subject.indexOf("/"))}`,
  };
}

export const ON_RECORD: Readonly<Record<string, RecordSource>> = {
  "projects.plan": sourceOf("plan", "项目计划", "Plan of a project"),
  "projects.acceptance": sourceOf("acceptance", "项目验收", "Acceptance of a project"),
  "projects.account": sourceOf("account", "项目结算", "Final account of a project"),
};
