import { findCase, readGates } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { findProposal, listProposalsAbout } from "../store/proposals.ts";
import { MEETING_GATE } from "./chain.ts";

/** From the end of its posting on, a resolution stands. */
const STANDS: ReadonlySet<string> = new Set(["carry", "report", "done"]);

/** A resolution that the draft of a rule may rest on (`rulemaking.grounds`): its words, which bodies could pass it, and the facts of its vote. */
export async function groundOf(context: ActionContext, number: string) {
  const proposal = await findProposal(context.tx, { number });
  const row = proposal === undefined ? undefined : await findCase(context.tx, proposal.case_id);
  if (proposal === undefined || row === undefined) return undefined;
  const decided = (await readGates(context, row)).find(({ element }) => element === "decide");
  const bodies = (decided?.gates ?? []).flatMap((gate) =>
    gate.startsWith(MEETING_GATE) ? gate.slice(MEETING_GATE.length).split(",") : [],
  );
  const { wording, matter, division_path: area, state } = proposal;
  const stands = STANDS.has(state);
  return { path: `resolutions/${number}`, area, wording, matter, bodies, stands, facts: decided?.facts ?? [] };
}

/** Proposals that were put about a draft (`rulemaking.proposals`). */
export async function proposalsAbout({ tx }: ActionContext, caseNumber: string) {
  const rows = await listProposalsAbout(tx, caseNumber);
  return rows.map(({ number, title, proposed_on: on }) => ({ number, title, on, path: `resolutions/${number}` }));
}
