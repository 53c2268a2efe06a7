import type { Plant } from "./plant.ts";

const DRAFT = "rulemaking.draft.id";
const ACTS = [
  "save-draft",
  "open-consultation",
  "close-consultation",
  "pass-draft",
  "file-draft",
  "enact-draft",
  "give-up-draft",
  "order-correction",
  "comment-on-draft",
];

/** Drafts and comments are the demo's own, in two villages. */
export const rulemaking: Plant = {
  // The other tenant's copy has the same numbers: everybody's to read, and asked by one that nobody has.
  samples: { "rulemaking/read-draft.number": "20260101-0000-0000" },
  names: {
    ...Object.fromEntries(ACTS.map((act) => [`rulemaking/${act}.id`, DRAFT])),
    "rulemaking/answer-comment.id": "rulemaking.comment.id",
  },
};
