import type { Capability } from "#platform/capability.ts";
import { REACTIONS } from "./actions/deliver-links.ts";
import { UPLOAD_PURPOSES } from "#platform/files/accept-upload.ts";
import { beginCaseBound, describeOwnCases, OWN_KIND } from "./actions/begin-case.ts";
import { completeStepBound } from "./actions/complete-step.ts";
import { CONSENT_GATES, giveConsentBound } from "./actions/consents.ts";
import { discardDraftBound } from "./actions/discard-draft.ts";
import { draftProcedureBound } from "./actions/draft-procedure.ts";
import { draftShippedBound } from "./actions/shipped.ts";
import { enactProcedureBound } from "./actions/enact-procedure.ts";
import { extendStepBound } from "./actions/extend-step.ts";
import { giveTaskBound } from "./actions/give-task.ts";
import { LIVE_TOPICS } from "./actions/live.ts";
import { listProceduresBound } from "./actions/list-procedures.ts";
import { listSubstitutesBound } from "./actions/list-substitutes.ts";
import { listTasksBound } from "./actions/list-tasks.ts";
import { endSubstituteBound, putSubstituteBound } from "./actions/put-substitute.ts";
import { moveCaseBound } from "./actions/move-case.ts";
import { PROCEDURE_KIND, PROCEDURES_ON_RECORD } from "./actions/put-on-record.ts";
import { PROVE_DRAFT } from "./actions/prove-draft.ts";
import { readCaseBound } from "./actions/read-case.ts";
import { readCourseBound } from "./actions/read-course.ts";
import { readDraftBound } from "./actions/read-draft.ts";
import { readDrawingBound } from "./actions/read-drawing.ts";
import { readLogBound } from "./actions/read-log.ts";
import { readProcedureBound, readProcedureFileBound } from "./actions/read-procedure.ts";
import { takeTaskBound } from "./actions/take-task.ts";
import { TIMERS } from "./actions/sweep-timers.ts";
import { DUTIES } from "./policy.ts";
import { RETENTION } from "./store/retention.ts";

export { advanceCase, completeTask, type Advanced } from "./actions/advance-case.ts";
export { DEADLINES } from "./contract/deadlines.ts";
export { dueAfter, findSpan, type Span } from "./domain/find-deadline.ts";
export { enactProcedure, type ProcedureToEnact } from "./actions/enact-procedure.ts";
export { insertDraft } from "./store/drafts.ts";
export { findProcedureInForce, forgetProcedures, hasProcedure } from "./store/find-procedure.ts";
export type { ShippedProcedure } from "./actions/shipped.ts";
export { GATES, readGates, refuseMissing, type Gate, type GateAsked, type GatedStep, type GateFact } from "./actions/gates.ts";
export { findFounding, listFoundings, type Founding, type FoundingSource } from "./actions/foundings.ts";
export { recordEndedCases } from "./actions/record-ended-cases.ts";
export { findMissing, NEEDS, type ProcedureNeeds } from "./domain/find-missing.ts";
export { MATTERS, type DescribedMatter, type MatterSource } from "./actions/matters.ts";
export { findCaseText, type CaseText, type CaseTextSource } from "./actions/texts.ts";
export { taskBindings } from "./actions/task-bindings.ts";
export { answerLink, LINKS, sendLink, type LinkKind, type LinkToSend } from "./actions/links.ts";
export { findLink, findLinksOf, findLinkWords, findUpperTenant, type LinkRow, type OtherTenant } from "./store/links.ts";
export { linkView } from "./actions/read-case.ts";
export { receive as receiveLink } from "./actions/deliver-links.ts";
export { extendTask, keepDue } from "./actions/extend-task.ts";
export { readLogPage } from "./actions/read-log.ts";
export { toXesCase } from "./contract/to-xes-case.ts";
export { setCasePublic } from "./store/find-log.ts";
export { barCase } from "./store/bar-case.ts";
export { findCase, findCaseByNumber, type CaseRow } from "./store/find-case.ts";
export { findOpenSteps, findStepsOpened, type OpenStep } from "./store/find-course.ts";
export { openCase, type CaseToOpen, type OpenedCase } from "./actions/open-case.ts";

/** Cases: procedures that run, the tasks that wait in them, and what happened. */
export const cases: Capability = {
  name: "cases",
  dependsOn: ["record", "organizations", "register", "rules"],
  actions: [
    beginCaseBound,
    takeTaskBound,
    giveTaskBound,
    completeStepBound,
    extendStepBound,
    putSubstituteBound,
    endSubstituteBound,
    moveCaseBound,
    giveConsentBound,
    draftProcedureBound,
    draftShippedBound,
    discardDraftBound,
    enactProcedureBound,
  ],
  queries: [
    listTasksBound,
    readCaseBound,
    readCourseBound,
    listSubstitutesBound,
    readLogBound,
    listProceduresBound,
    readProcedureBound,
    readProcedureFileBound,
    readDraftBound,
    readDrawingBound,
  ],
  // What it draws is in the draft; nobody reads the upload itself again.
  files: { procedure: { rules: UPLOAD_PURPOSES.procedure, mayRead: async () => false } },
  reactions: REACTIONS,
  sweeps: [TIMERS],
  jobs: { "prove-draft": PROVE_DRAFT },
  contributes: {
    "cases.gates": CONSENT_GATES,
    "cases.matters": { [OWN_KIND]: describeOwnCases },
    "platform.live": LIVE_TOPICS,
    "platform.retention": RETENTION,
    "record.sources": { [PROCEDURE_KIND]: PROCEDURES_ON_RECORD },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
