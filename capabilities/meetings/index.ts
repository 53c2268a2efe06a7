import type { Capability } from "#platform/capability.ts";
import {
  enterSheetBound,
  readAttendanceBound,
  signInAttendeesBound,
  signInHereBound,
  strikeAttendeeBound,
} from "./actions/attendance.ts";
import { castBallotBound, endBallotBound, readBallotBound } from "./actions/ballots.ts";
import { carryOutBound } from "./actions/choosing.ts";
import { conveneMeetingBound } from "./actions/convene-meeting.ts";
import { DISCLOSED } from "./actions/disclosed.ts";
import { afterRollFrozen } from "./actions/follow-roll.ts";
import { furnish } from "./actions/furnish.ts";
import { giveProxyBound } from "./actions/give-proxy.ts";
import { listMeetingsBound, readConveneFormBound } from "./actions/list-meetings.ts";
import { FOUNDINGS, MEETING_GATES } from "./actions/gates.ts";
import { LIVE_TOPICS } from "./actions/live.ts";
import {
  afterBegun,
  answerAsking,
  answerInitiativeBound,
  enterSignaturesBound,
  signInitiativeBound,
  startInitiativeBound,
  withdrawSignatureBound,
} from "./actions/initiatives.ts";
import { findOverdue } from "./actions/overdue.ts";
import { PAPERS } from "./actions/papers.ts";
import { ON_RECORD } from "./actions/publish.ts";
import { listInitiativesBound, readInitiativeBound } from "./actions/read-initiatives.ts";
import { readMeetingBound } from "./actions/read-meeting.ts";
import {
  attachSignedBound,
  callOffMeetingBound,
  closeMeetingBound,
  endUnheldBound,
  openMeetingBound,
  publishResultBound,
} from "./actions/run-meeting.ts";
import { countVotesBound, putToVoteBound, recountItemBound, stepAsideBound } from "./actions/vote.ts";
import { KINDS_CHECK } from "./actions/check-kinds.ts";
import { KINDS_RULE } from "./actions/kinds-here.ts";
import { SUPERVISED } from "./actions/supervised.ts";
import { DUTIES } from "./policy.ts";
import { OWN_DATA } from "./store/own-data.ts";

export { answerAsking };
export { findVoted, type Voted } from "./actions/voted.ts";
export { findPassed } from "./store/publications.ts";
export type { Asking } from "./actions/askings.ts";

export type { ClosedRoll, ClosedRollAsked } from "./actions/closed-rolls.ts";
export { findClosedMeeting, setHere, type ClosedMeeting } from "./actions/closed-meeting.ts";

/** Meetings, from the notice to the published result: who is due, who came, what was voted, and why it passed or not. */
export const meetings: Capability = {
  name: "meetings",
  dependsOn: ["record", "divisions", "organizations", "register", "rules", "rolls", "cases"],
  actions: [
    conveneMeetingBound,
    callOffMeetingBound,
    signInAttendeesBound,
    signInHereBound,
    strikeAttendeeBound,
    enterSheetBound,
    giveProxyBound,
    openMeetingBound,
    endUnheldBound,
    stepAsideBound,
    putToVoteBound,
    countVotesBound,
    castBallotBound,
    endBallotBound,
    closeMeetingBound,
    attachSignedBound,
    publishResultBound,
    recountItemBound,
    carryOutBound,
    startInitiativeBound,
    signInitiativeBound,
    withdrawSignatureBound,
    enterSignaturesBound,
    answerInitiativeBound,
  ],
  queries: [
    listMeetingsBound,
    readMeetingBound,
    readAttendanceBound,
    readConveneFormBound,
    readBallotBound,
    listInitiativesBound,
    readInitiativeBound,
  ],
  furnish,
  reactions: { "meetings.initiative-begun": afterBegun, "rolls.roll-frozen": afterRollFrozen },
  files: PAPERS,
  contributes: {
    "record.sources": ON_RECORD,
    "cases.foundings": { meetings: FOUNDINGS },
    "cases.gates": MEETING_GATES,
    "platform.live": LIVE_TOPICS,
    "rules.checks": { [KINDS_RULE]: KINDS_CHECK },
    "disclosure.sources": { meetings: DISCLOSED },
    "platform.own-data": OWN_DATA,
    "disclosure.overdue": { meetings: findOverdue },
    "supervision.steps": { meetings: SUPERVISED },
  },
  duties: DUTIES,
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
