import type { ErasedWords } from "#capabilities/record/index.ts";
import type { ActionContext, Capability } from "#platform/capability.ts";
import { CATALOGUE_CHECK, COURSE_CHECK } from "./actions/check-rules.ts";
import { beginDraftBound, editDraftBound, sendToReviewBound } from "./actions/draft.ts";
import { followDisclosuresBound, tellFollowers, unfollowDisclosuresBound } from "./actions/follow.ts";
import { FORCED } from "./actions/force.ts";
import { furnish } from "./actions/furnish.ts";
import { listDisclosuresBound, takeFileBound, takePublishedBound } from "./actions/list-board.ts";
import { listDutiesBound } from "./actions/list-duties.ts";
import { listOverdueBound } from "./actions/list-overdue.ts";
import {
  complainOfSilenceBound,
  objectToDisclosureBound,
  replyToObjectionBound,
  ruleOnObjectionBound,
  takeUpwardBound,
} from "./actions/objections.ts";
import { OPEN_DUTIES } from "./actions/open-duties.ts";
import { afterHappening, afterResult, openItemBound, readOpenFormBound } from "./actions/open-item.ts";
import { PAPERS } from "./actions/papers.ts";
import { beginCorrectionBound, ON_RECORD, publishDisclosureBound, takeDownBound } from "./actions/publish.ts";
import { readCatalogueBound } from "./actions/read-catalogue.ts";
import { readDisclosureBound } from "./actions/read-disclosure.ts";
import { fixDraftBound, reviewDraftBound } from "./actions/review.ts";
import { SUPERVISED } from "./actions/supervised.ts";
import { takePosterBound } from "./actions/take-poster.ts";
import { DUTIES } from "./policy.ts";
import { eraseCopies } from "./store/drafts.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { FOLLOW_PURPOSE, FOLLOW_USE } from "./store/subscriptions.ts";

export { openDuties } from "./actions/open-duties.ts";

/** Disclosure, with nothing forgotten: what must be public, by when, by whom, and what came of it. */
export const disclosure: Capability = {
  name: "disclosure",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "meetings"],
  actions: [
    openItemBound,
    beginDraftBound,
    editDraftBound,
    sendToReviewBound,
    reviewDraftBound,
    fixDraftBound,
    publishDisclosureBound,
    takeDownBound,
    beginCorrectionBound,
    objectToDisclosureBound,
    replyToObjectionBound,
    takeUpwardBound,
    complainOfSilenceBound,
    ruleOnObjectionBound,
    followDisclosuresBound,
    unfollowDisclosuresBound,
  ],
  queries: [
    listDisclosuresBound,
    takePublishedBound,
    takeFileBound,
    takePosterBound,
    readDisclosureBound,
    listDutiesBound,
    listOverdueBound,
    readCatalogueBound,
    readOpenFormBound,
  ],
  furnish,
  reactions: {
    "disclosure.published": tellFollowers,
    "meetings.result-published": afterResult,
    "projects.account-closed": afterHappening("projects"),
  },
  jobs: { "open-duties": OPEN_DUTIES },
  files: PAPERS,
  contributes: {
    "record.sources": ON_RECORD,
    "record.copies": { drafts: async ({ tx }: ActionContext, erased: ErasedWords) => await eraseCopies(tx, erased) },
    "platform.own-data": OWN_DATA,
    "platform.uses": { [FOLLOW_PURPOSE]: FOLLOW_USE },
    "supervision.steps": { disclosure: SUPERVISED },
    "meetings.askings": { "into-disclosure": FORCED },
    "rules.checks": {
      "disclosure.village": CATALOGUE_CHECK,
      "disclosure.community": CATALOGUE_CHECK,
      "disclosure.course": COURSE_CHECK,
    },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
