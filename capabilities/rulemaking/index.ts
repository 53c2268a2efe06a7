import type { MatterSource } from "#capabilities/cases/index.ts";
import type { Capability } from "#platform/capability.ts";
import { beginDraftBound, readBeginFormBound } from "./actions/begin.ts";
import { COURSE_CHECK } from "./actions/check-course.ts";
import { answerCommentBound, commentOnDraftBound } from "./actions/comments.ts";
import { COURSE } from "./actions/course.ts";
import { furnish } from "./actions/furnish.ts";
import { COURSE_GATES, textOf } from "./actions/gates.ts";
import { guardCourse } from "./actions/guard.ts";
import { listDraftsBound } from "./actions/list-drafts.ts";
import { findOverdue } from "./actions/overdue.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { readDraftBound } from "./actions/read-draft.ts";
import { enactDraftBound, fileDraftBound, giveUpDraftBound, orderCorrectionBound, passDraftBound } from "./actions/steps.ts";
import { closeConsultationBound, openConsultationBound, saveDraftBound } from "./actions/write.ts";
import { DUTIES } from "./policy.ts";
import { PROCEDURE_NEEDS } from "./procedures/needs.ts";
import { findTitles } from "./store/drafts.ts";
import { OWN_DATA } from "./store/own-data.ts";

/** What the work list calls a draft, and where it leads. */
const describe: MatterSource = async ({ tx }, ids) =>
  new Map((await findTitles(tx, ids)).map(({ id, title, number }) => [id, { title, path: `rulemaking/${number}` }]));

/** A rule from draft to force: written, consulted on, passed by the body that may, filed upward, enacted; each step behind its facts. */
export const rulemaking: Capability = {
  name: "rulemaking",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "cases"],
  actions: [
    beginDraftBound,
    saveDraftBound,
    openConsultationBound,
    commentOnDraftBound,
    answerCommentBound,
    closeConsultationBound,
    passDraftBound,
    fileDraftBound,
    enactDraftBound,
    giveUpDraftBound,
    orderCorrectionBound,
  ],
  queries: [listDraftsBound, readDraftBound, readBeginFormBound],
  furnish,
  contributes: {
    "cases.gates": COURSE_GATES,
    "cases.matters": { rulemaking: describe },
    "cases.needs": PROCEDURE_NEEDS,
    "cases.texts": { rulemaking: textOf },
    "disclosure.overdue": { rulemaking: findOverdue },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "rules.checks": { [COURSE]: COURSE_CHECK },
    "rules.courses": { rulemaking: guardCourse },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
