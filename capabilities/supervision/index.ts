import type { Capability } from "#platform/capability.ts";
import { textOf } from "./actions/appraisal-texts.ts";
import { answerFindingBound, publishAuditBound } from "./actions/audit.ts";
import { answerMatterBound, putRightBound, ruleOnMatterBound, takeUpwardBound } from "./actions/answer.ts";
import { INQUIRY } from "./actions/by-signatures.ts";
import { COURSE_CHECK } from "./actions/check-course.ts";
import { APPRAISAL_CHECK, AUDIT_CHECK } from "./actions/check-yearly.ts";
import { complainBound } from "./actions/complain.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { keptOut } from "./actions/exclusions.ts";
import { furnish } from "./actions/furnish.ts";
import { listMattersBound } from "./actions/list-matters.ts";
import { APPRAISAL, openAppraisalBound } from "./actions/open-appraisal.ts";
import { afterPostEnded, AUDIT, OPEN_AUDITS } from "./actions/open-audits.ts";
import { findOverdue, OWN_STEPS } from "./actions/own-steps.ts";
import { PUBLICATIONS } from "./actions/put-on-record.ts";
import { COURSE, raiseInquiryBound, raiseObjectionBound } from "./actions/raise.ts";
import { listAppraisalsBound, readAppraisalBound } from "./actions/read-appraisals.ts";
import { listAuditsBound, readAuditBound } from "./actions/read-audits.ts";
import { readDeskBound, readRaiseFormBound } from "./actions/read-desk.ts";
import { readMatterBound } from "./actions/read-matter.ts";
import { afterResult } from "./actions/take-result.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";

export { openAudits } from "./actions/open-audits.ts";
export { takeResult } from "./actions/take-result.ts";

/**
 * Supervision: the committee follows every step and objects in time; inquiries; complaints to the township; each answered by its day. The
 * yearly appraisal of village committees, and audits of whoever leaves one.
 */
export const supervision: Capability = {
  name: "supervision",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "cases", "meetings"],
  actions: [
    raiseObjectionBound,
    raiseInquiryBound,
    complainBound,
    answerMatterBound,
    takeUpwardBound,
    ruleOnMatterBound,
    putRightBound,
    openAppraisalBound,
    publishAuditBound,
    answerFindingBound,
  ],
  queries: [
    listMattersBound,
    readMatterBound,
    readDeskBound,
    readRaiseFormBound,
    listAppraisalsBound,
    readAppraisalBound,
    listAuditsBound,
    readAuditBound,
  ],
  furnish,
  reactions: { "meetings.result-published": afterResult, "organizations.post-ended": afterPostEnded },
  jobs: { "open-audits": OPEN_AUDITS },
  contributes: {
    "cases.texts": { supervision: textOf },
    "organizations.exclusions": { supervision: keptOut },
    "disclosure.overdue": { supervision: findOverdue },
    "disclosure.sources": { supervision: DISCLOSED },
    "meetings.askings": { inquiry: INQUIRY },
    "platform.own-data": OWN_DATA,
    "record.sources": PUBLICATIONS.sources,
    "rules.checks": { [COURSE]: COURSE_CHECK, [APPRAISAL]: APPRAISAL_CHECK, [AUDIT]: AUDIT_CHECK },
    "supervision.steps": { supervision: OWN_STEPS },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
