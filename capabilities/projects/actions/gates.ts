import type { Gate } from "#capabilities/cases/index.ts";
import { judgeCarriedOut } from "../domain/judge-project.ts";
import { findProject } from "../store/projects.ts";

/** `projects.carried-out`: where a case, of whatever procedure, has a project, it is accepted and its final account is public. */
const carriedOut: Gate = async ({ tx }, { caseNumber, waitsSince }) =>
  judgeCarriedOut(await findProject(tx, { decision: caseNumber }), waitsSince !== undefined);

export const GATES: Readonly<Record<string, Gate>> = { "projects.carried-out": carriedOut };
