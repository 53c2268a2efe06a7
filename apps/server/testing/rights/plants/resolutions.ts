import type { Plant } from "./plant.ts";

const PROPOSAL = "resolutions.proposal.id";

/** Proposals, postings and an objection are the demo's own, in two villages. */
export const resolutions: Plant = {
  names: {
    "resolutions/pass-step.id": PROPOSAL,
    "resolutions/revise-proposal.id": PROPOSAL,
    "resolutions/publish-resolution.id": PROPOSAL,
    "resolutions/object-to-resolution.id": PROPOSAL,
    "resolutions/report-result.id": PROPOSAL,
    "resolutions/publish-result.id": PROPOSAL,
    "resolutions/give-up.id": PROPOSAL,
    "resolutions/answer-objection.id": "resolutions.objection.id",
    "resolutions/read-proposal.number": "resolutions.proposal.number",
  },
};
