import type { MatterSource } from "#capabilities/cases/index.ts";
import type { Capability } from "#platform/capability.ts";
import { DECISIONS } from "./actions/decisions.ts";
import { furnish, shippedChain } from "./actions/furnish.ts";
import { GATES, textOf } from "./actions/gates.ts";
import { groundOf, proposalsAbout } from "./actions/ground.ts";
import { listProposalsBound, readProposeFormBound } from "./actions/list-proposals.ts";
import { answerObjectionBound, objectToResolutionBound } from "./actions/objections.ts";
import { proposeMergedBound, readMergeFormBound } from "./actions/merge.ts";
import { proposeBound } from "./actions/propose.ts";
import { findOverdue } from "./actions/overdue.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { readProposalBound } from "./actions/read-proposal.ts";
import {
  giveUpBound,
  passStepBound,
  publishResolutionBound,
  publishResultBound,
  reportResultBound,
  reviseProposalBound,
} from "./actions/steps.ts";
import { SUPERVISED } from "./actions/supervised.ts";
import { DUTIES } from "./policy.ts";
import { PROCEDURE_NEEDS } from "./procedures/needs.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { findTitles } from "./store/proposals.ts";

/** What the work list calls a proposal, and where it leads. */
const describe: MatterSource = async ({ tx }, ids) =>
  new Map((await findTitles(tx, ids)).map(({ id, title, number }) => [id, { title, path: `resolutions/${number}` }]));

/** 四议两公开: a village's matter from the proposal to the published result, each step behind a gate of facts. */
export const resolutions: Capability = {
  name: "resolutions",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "cases"],
  actions: [
    proposeBound,
    proposeMergedBound,
    reviseProposalBound,
    passStepBound,
    publishResolutionBound,
    objectToResolutionBound,
    answerObjectionBound,
    reportResultBound,
    publishResultBound,
    giveUpBound,
  ],
  queries: [listProposalsBound, readProposalBound, readProposeFormBound, readMergeFormBound],
  furnish,
  contributes: {
    "cases.gates": GATES,
    "cases.matters": { resolutions: describe },
    "cases.needs": PROCEDURE_NEEDS,
    "cases.shipped": { "resolutions.chain": shippedChain },
    "cases.texts": { resolutions: textOf },
    "disclosure.overdue": { resolutions: findOverdue },
    "projects.decisions": { resolutions: DECISIONS },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "rulemaking.grounds": { resolutions: groundOf },
    "rulemaking.proposals": { resolutions: proposalsAbout },
    "supervision.steps": { resolutions: SUPERVISED },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
