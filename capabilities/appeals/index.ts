import type { Capability } from "#platform/capability.ts";
import { addNoteBound } from "./actions/add-note.ts";
import {
  ARCHIVE,
  ARCHIVING_KIND,
  ARCHIVINGS_ON_RECORD,
  listArchivingsBound,
  resumeArchivingBound,
  startArchivingBound,
  stopArchivingBound,
} from "./actions/archivings.ts";
import { assignRequestBound } from "./actions/assign-request.ts";
import { answerAppealBound } from "./actions/answer-appeal.ts";
import { callCoHandlerBound } from "./actions/call-co-handler.ts";
import { RATE_COUNTER } from "./actions/count-rates.ts";
import { countByAreaBound } from "./actions/count-by-area.ts";
import { callUpperLevelBound } from "./actions/call-upper-level.ts";
import { decideObjectionBound } from "./actions/decide-objection.ts";
import { describeAppeals } from "./actions/describe-matters.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { dispatchAppealBound } from "./actions/dispatch-appeal.ts";
import { correctEnteredBound, listEnteredBound, undoEnteredBound } from "./actions/entered.ts";
import { extendAppealBound } from "./actions/extend-appeal.ts";
import { findChannelsBound } from "./actions/find-channels.ts";
import { RULE_CHECKS } from "./actions/rule-checks.ts";
import { furnish } from "./defaults/furnish.ts";
import { hideAppealBound } from "./actions/hide-appeal.ts";
import { judgeAppealBound } from "./actions/judge-appeal.ts";
import { listAppealsBound, listMyAppealsBound, listPublicAppealsBound } from "./actions/list-appeals.ts";
import { listReleasedBound, takeOpenDataBound } from "./actions/list-released.ts";
import { listOpeningsBound } from "./actions/list-openings.ts";
import { holdByNumber } from "./actions/hold-sealed.ts";
import { LINK_KINDS } from "./actions/linked.ts";
import { objectToDispatchBound } from "./actions/object-to-dispatch.ts";
import { askOpeningBound, decideOpeningBound, delayTellingBound, readIdentityBound } from "./actions/openings.ts";
import { REACTIONS } from "./actions/react.ts";
import { OUTCOME_KIND, OUTCOMES_ON_RECORD } from "./actions/put-on-record.ts";
import { purgeSealed } from "./actions/purge-sealed.ts";
import { markComplainedOfBound } from "./actions/mark-complained-of.ts";
import { raiseDisputeBound } from "./actions/raise-dispute.ts";
import { COUNT_OVERDUE, findOverdue } from "./actions/overdue.ts";
import { raiseAppealBound } from "./actions/raise-appeal.ts";
import { INDEX_WORDS } from "./actions/index-words.ts";
import { readRatesBound, takeRatesBound } from "./actions/rates.ts";
import { readAppealBound } from "./actions/read-appeal.ts";
import { readRaiseFormBound } from "./actions/read-raise-form.ts";
import { readRequestBound } from "./actions/read-request.ts";
import { recordContactBound } from "./actions/record-contact.ts";
import { releaseAppealBound } from "./actions/release-appeal.ts";
import { reopenAppealBound } from "./actions/reopen-appeal.ts";
import { reportToLeadBound } from "./actions/report-to-lead.ts";
import { reportOnRequestBound } from "./actions/report-on-request.ts";
import { coSignAppealBound, takeBackCoSignatureBound } from "./actions/co-sign.ts";
import { relateAppealsBound, unrelateAppealsBound } from "./actions/relate-appeals.ts";
import { askReviewBound, decideReviewBound } from "./actions/reviews.ts";
import { decideRetaliationBound, listRetaliationBound, reportRetaliationBound } from "./actions/retaliation.ts";
import { WATCH_READINGS } from "./actions/watch.ts";
import { ruleOnDisputeBound } from "./actions/rule-on-dispute.ts";
import { listViewsBound, removeViewBound, renameViewBound, restoreViewBound, saveViewBound } from "./actions/saved-views.ts";
import { listSubscriptionsBound, subscribeBound, unsubscribeBound } from "./actions/subscriptions.ts";
import { suggestDispatchBound } from "./actions/suggest-dispatch.ts";
import { suggestReleaseBound } from "./actions/suggest-release.ts";
import { takeArchiveBound } from "./actions/take-archive.ts";
import { takeListBound } from "./actions/take-list.ts";
import { takeUpAppealBound } from "./actions/take-up-appeal.ts";
import { transferAppealBound } from "./actions/transfer-appeal.ts";
import { withdrawAppealBound } from "./actions/withdraw-appeal.ts";
import { PHOTO } from "./actions/photo.ts";
import { DUTIES } from "./policy.ts";
import { PROCEDURE_NEEDS } from "./procedures/needs.ts";
import { FORGET_SEALED } from "./store/forget-sealed.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { CONTACT_CONSENT, CONTACT_PURPOSE } from "./actions/contact-consent.ts";
import { RETENTION } from "./store/retention.ts";
import { USES } from "./store/uses.ts";

export { importAppeals, type ImportPorts, type Reject } from "./actions/import-appeals.ts";
export { APPEAL_IMPORT, IMPORT_FIELDS, type Mapping } from "./domain/import-fields.ts";
export { findMapping, keepMapping } from "./store/import-batches.ts";
export { countOverdue } from "./store/overdue-cells.ts";
export { forgetRemembered } from "./actions/remembered.ts";

/** Appeals, from voice to answer: raised, dispatched by the powers list, handled, answered, judged by the resident. */
export const appeals: Capability = {
  name: "appeals",
  dependsOn: ["record", "divisions", "organizations", "register", "rolls", "rules", "cases"],
  actions: [
    raiseAppealBound,
    dispatchAppealBound,
    objectToDispatchBound,
    decideObjectionBound,
    callCoHandlerBound,
    reportToLeadBound,
    recordContactBound,
    addNoteBound,
    extendAppealBound,
    transferAppealBound,
    answerAppealBound,
    judgeAppealBound,
    reopenAppealBound,
    withdrawAppealBound,
    releaseAppealBound,
    hideAppealBound,
    takeUpAppealBound,
    raiseDisputeBound,
    callUpperLevelBound,
    ruleOnDisputeBound,
    assignRequestBound,
    reportOnRequestBound,
    correctEnteredBound,
    undoEnteredBound,
    saveViewBound,
    renameViewBound,
    removeViewBound,
    restoreViewBound,
    subscribeBound,
    unsubscribeBound,
    relateAppealsBound,
    unrelateAppealsBound,
    coSignAppealBound,
    takeBackCoSignatureBound,
    askReviewBound,
    decideReviewBound,
    reportRetaliationBound,
    decideRetaliationBound,
    markComplainedOfBound,
    askOpeningBound,
    delayTellingBound,
    decideOpeningBound,
    readIdentityBound,
    startArchivingBound,
    stopArchivingBound,
    resumeArchivingBound,
  ],
  queries: [
    listAppealsBound,
    listPublicAppealsBound,
    listMyAppealsBound,
    readAppealBound,
    readRaiseFormBound,
    countByAreaBound,
    listReleasedBound,
    takeOpenDataBound,
    readRatesBound,
    takeRatesBound,
    findChannelsBound,
    suggestDispatchBound,
    suggestReleaseBound,
    readRequestBound,
    listEnteredBound,
    listViewsBound,
    listSubscriptionsBound,
    listOpeningsBound,
    listRetaliationBound,
    listArchivingsBound,
    takeArchiveBound,
    takeListBound,
  ],
  furnish,
  reactions: REACTIONS,
  sweeps: [RATE_COUNTER],
  jobs: {
    archive: ARCHIVE,
    "index-words": INDEX_WORDS,
    "purge-sealed": purgeSealed,
    "watch-readings": WATCH_READINGS,
    "count-overdue": COUNT_OVERDUE,
  },
  contributes: {
    "cases.matters": { appeals: describeAppeals },
    "cases.links": LINK_KINDS,
    "cases.needs": PROCEDURE_NEEDS,
    "cases.receipts": { appeals: holdByNumber },
    "platform.retention": RETENTION,
    "platform.own-data": OWN_DATA,
    "platform.forgetting": { appeals: FORGET_SEALED },
    "platform.uses": USES,
    "platform.consents": { [CONTACT_PURPOSE]: CONTACT_CONSENT },
    "record.sources": { [OUTCOME_KIND]: OUTCOMES_ON_RECORD, [ARCHIVING_KIND]: ARCHIVINGS_ON_RECORD },
    "rules.checks": RULE_CHECKS,
    "disclosure.overdue": { appeals: findOverdue },
    "disclosure.sources": { appeals: DISCLOSED },
  },
  files: { photo: PHOTO },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
