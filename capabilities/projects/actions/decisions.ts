import type { ActionContext, Offered, Payload, Reaction } from "#platform/capability.ts";
import { findProject } from "../store/projects.ts";
import { tell } from "./work.ts";

/**
 * What another capability contributes to the point `projects.decisions`: what was decided in its way and is to be carried out. Its number
 * is its case's, by which `cases.gates` asks for what came of it.
 */
export type DecisionSource = {
  /** Decided in a place and its parts, and waiting to be carried out. */
  readonly list: (context: ActionContext, path: string) => Promise<readonly Decision[]>;
  readonly find: (context: ActionContext, number: string) => Promise<Decision | undefined>;
  /** What an event of its own made ready to be carried out. */
  readonly after: (context: ActionContext, payload: Payload) => Promise<Decision | undefined>;
};

export type Decision = {
  readonly number: string;
  readonly title: string;
  /** The place it is for. */
  readonly path: string;
  /** Below the tenant. */
  readonly page: string;
  /** It waits to be carried out. */
  readonly open: boolean;
};

function sourcesOf({ contributed }: Pick<Offered, "contributed">): readonly DecisionSource[] {
  return [...((contributed.get("projects.decisions") ?? new Map()) as ReadonlyMap<string, DecisionSource>).values()];
}

export async function listDecisions(context: ActionContext, path: string): Promise<readonly Decision[]> {
  const all = await Promise.all(sourcesOf(context.offered).map(async (source) => await source.list(context, path)));
  return all.flat();
}

export async function findDecision(context: ActionContext, number: string): Promise<Decision | undefined> {
  for (const source of sourcesOf(context.offered)) {
    const found = await source.find(context, number);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Something was decided and hung its days: whoever carries projects out there is told that it waits for one. */
export const afterDecision: Reaction = async (context, payload) => {
  for (const source of sourcesOf(context.offered)) {
    const decision = await source.after(context, payload);
    if (decision === undefined || (await findProject(context.tx, { decision: decision.number })) !== undefined) continue;
    await tell(
      context,
      { duty: "projects.keep", path: decision.path },
      { topic: "projects.to-begin", params: { number: decision.number }, path: "projects/new" },
    );
  }
};
