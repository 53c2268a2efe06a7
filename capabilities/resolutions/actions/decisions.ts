import type { ActionContext, Payload } from "#platform/capability.ts";
import { findProposal, listProposalRows, type ProposalRow } from "../store/proposals.ts";

/** A place has a handful of them at a time. */
const MOST = 100;

/** Resolutions whose posting is over wait to be carried out (`projects.decisions`). */
export const DECISIONS = {
  list: async ({ tx }: ActionContext, path: string) =>
    (await listProposalRows(tx, { path, state: "carry", limit: MOST })).map(decided),
  find: async ({ tx }: ActionContext, number: string) => {
    const found = await findProposal(tx, { number });
    return found === undefined ? undefined : decided(found);
  },
  after: async ({ tx }: ActionContext, { proposalId, state }: Payload) => {
    const found = state === "carry" ? await findProposal(tx, { id: String(proposalId) }) : undefined;
    return found === undefined ? undefined : decided(found);
  },
};

function decided({ number, title, division_path: path, state }: ProposalRow) {
  return { number, title, path, page: `resolutions/${number}`, open: state === "carry" };
}
