import type { Capability } from "#platform/capability.ts";
import { answerMatterBound, putRightBound, ruleOnMatterBound, takeUpwardBound } from "./actions/answer.ts";
import { INQUIRY } from "./actions/by-signatures.ts";
import { COURSE_CHECK } from "./actions/check-course.ts";
import { complainBound } from "./actions/complain.ts";
import { furnish } from "./actions/furnish.ts";
import { listMattersBound } from "./actions/list-matters.ts";
import { findOverdue, OWN_STEPS } from "./actions/own-steps.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { COURSE, raiseInquiryBound, raiseObjectionBound } from "./actions/raise.ts";
import { readDeskBound, readRaiseFormBound } from "./actions/read-desk.ts";
import { readMatterBound } from "./actions/read-matter.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";

/** Supervision: the committee follows every step and objects in time; inquiries; complaints to the township; each answered by its day. */
export const supervision: Capability = {
  name: "supervision",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "meetings"],
  actions: [
    raiseObjectionBound,
    raiseInquiryBound,
    complainBound,
    answerMatterBound,
    takeUpwardBound,
    ruleOnMatterBound,
    putRightBound,
  ],
  queries: [listMattersBound, readMatterBound, readDeskBound, readRaiseFormBound],
  furnish,
  contributes: {
    "disclosure.overdue": { supervision: findOverdue },
    "meetings.askings": { inquiry: INQUIRY },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "rules.checks": { [COURSE]: COURSE_CHECK },
    "supervision.steps": { supervision: OWN_STEPS },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
