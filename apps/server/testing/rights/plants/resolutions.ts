import type { Plant } from "./plant.ts";

const PROPOSAL = "resolutions.proposal.id";

/** Proposals, postings and an objection are the demo's own, in two villages. */
export const resolutions: Plant = {
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: { "resolutions/read-proposal.number": "20260101-0000-0000" },
  names: {
    "resolutions/propose-merged.item": "meetings.item.id",
    "resolutions/pass-step.id": PROPOSAL,
    "resolutions/revise-proposal.id": PROPOSAL,
    "resolutions/publish-resolution.id": PROPOSAL,
    "resolutions/object-to-resolution.id": PROPOSAL,
    "resolutions/report-result.id": PROPOSAL,
    "resolutions/publish-result.id": PROPOSAL,
    "resolutions/give-up.id": PROPOSAL,
    "resolutions/answer-objection.id": "resolutions.objection.id",
  },
};
