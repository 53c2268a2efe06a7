import type { Gate } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { judgeCarriedOut } from "../domain/judge-project.ts";
import { findProject } from "../store/projects.ts";

/** `projects.carried-out`: where a case, of whatever procedure, has a project, it is accepted and its final account is public. */
const carriedOut: Gate = async ({ tx }, { caseNumber, waitsSince }) =>
  judgeCarriedOut(await findProject(tx, { decision: caseNumber }), waitsSince !== undefined);

/** What carrying out a decision cost, once the account is public (`resolutions.costs`), in integer cents. */
export async function costOf({ tx }: ActionContext, number: string): Promise<number | undefined> {
  const found = await findProject(tx, { decision: number });
  return found?.state === "finished" ? found.cost_cents : undefined;
}

export const GATES: Readonly<Record<string, Gate>> = { "projects.carried-out": carriedOut };
