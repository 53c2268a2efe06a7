import { isWithin } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { lastDue } from "../domain/judge-project.ts";
import { reckonAccount } from "../domain/reckon-account.ts";
import { mayKeep } from "../policy.ts";
import { findCosts, findLines, findMilestones } from "../store/parts.ts";
import { barFromAcceptance, changeProject, findHolders, lockProject, type ProjectRow } from "../store/projects.ts";

/** Every act of whoever carries a project out. */
export const KEPT = {
  policy: mayKeep,
  duty: "projects.keep",
  subject: async ({ tx }: ActionContext, { id }: { readonly id: string }) => await lockProject(tx, id),
} as const;

export type Acted = { readonly id: string; readonly number: string; readonly state: ProjectRow["state"] };

export function inState({ state }: ProjectRow, ...states: readonly ProjectRow["state"][]): Refusal | undefined {
  return states.includes(state) ? undefined : refuse("conflict", "project-state", { facts: { state } });
}

/** Whoever did something for it does not accept it. */
export async function kept(context: ActionContext, project: ProjectRow, state = project.state): Promise<Acted> {
  const { tx, actor } = context;
  if (actor.personId !== undefined) await barFromAcceptance(tx, project.id, actor.personId);
  context.subject(project.id);
  return { id: project.id, number: project.number, state };
}

/** Keeps what lists and duties are read by: the sums of its lines and costs, and its last day, as its parts have them now. */
export async function reckonAnew({ tx }: ActionContext, { id }: Pick<ProjectRow, "id">): Promise<void> {
  const { budgetCents, costCents } = reckonAccount(await findLines(tx, id), await findCosts(tx, id));
  await changeProject(tx, id, {
    budget_cents: budgetCents,
    cost_cents: costCents,
    due_on: lastDue(await findMilestones(tx, id)),
  });
}

export async function tell(
  context: ActionContext,
  to: { readonly duty: string; readonly path: string; readonly organization?: string },
  notice: { readonly topic: string; readonly params: Readonly<Record<string, string>>; readonly path: string },
): Promise<void> {
  const holders = await findHolders(context.tx, to);
  await notify(
    context,
    holders.map((personId) => ({ personId, ...notice })),
  );
}

/** Bodies of the actor that carry projects out, where their posts' areas hold a place. */
export function keepingBodies({ actor }: Pick<ActionContext, "actor">, path: string): readonly string[] {
  return actor.posts
    .filter(({ duties, areas }) => duties.includes("projects.keep") && areas.some((area) => isWithin(path, area)))
    .map(({ organizationId }) => organizationId);
}

/** A day that has come: what happened is not told in advance. */
export function hasCome(day: string, { now }: Pick<ActionContext, "now">): boolean {
  return day <= legalDay(now);
}
