import type { CaseTextSource, Gate } from "#capabilities/cases/index.ts";
import { legalDay } from "#platform/legal-day.ts";
import { judgePosting } from "../domain/judge-posting.ts";
import { findPosting } from "../store/postings.ts";
import { findProposal } from "../store/proposals.ts";

/** `resolutions.posted`: what a case, of whatever procedure, put up has hung for its days, and whoever objected was answered. */
const posted: Gate = async ({ tx, now }, { caseNumber }) => judgePosting(await findPosting(tx, caseNumber), legalDay(now));

export const GATES: Readonly<Record<string, Gate>> = { "resolutions.posted": posted };

/** A meeting about a proposal votes on its present text. */
export const textOf: CaseTextSource = async ({ tx }, number) => {
  const found = await findProposal(tx, { number });
  if (found === undefined) return undefined;
  const { title, wording, matter, merged_item: founding } = found;
  return { title, wording, matter, path: `resolutions/${found.number}`, ...(founding === null ? {} : { founding }) };
};
