import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { attachSigned } from "../contract/attach-signed.ts";
import { callOffMeeting } from "../contract/call-off-meeting.ts";
import { closeMeeting } from "../contract/close-meeting.ts";
import { endUnheld } from "../contract/end-unheld.ts";
import { openMeeting } from "../contract/open-meeting.ts";
import { publishResult } from "../contract/publish-result.ts";
import { mayKeep } from "../policy.ts";
import { findItems } from "../store/items.ts";
import { changeMeeting, lockMeeting, type MeetingRow } from "../store/meetings.ts";
import { hangPapers } from "../store/papers.ts";
import { inState, judgeRow, refuseFor } from "./known.ts";
import { publishResultOf } from "./publish.ts";
import { tellDue } from "./tell.ts";

function notTheDay(meeting: MeetingRow, now: Date): Refusal | undefined {
  const day = legalDay(meeting.meets_at);
  return legalDay(now) < day ? refuse("conflict", "not-the-day", { facts: { day } }) : undefined;
}

async function isVoting({ tx }: ActionContext, id: string): Promise<boolean> {
  return (await findItems(tx, id)).some(({ state }) => state === "voting");
}

/** Judged with those here now, even if that is nobody yet. */
function judgeHall(meeting: MeetingRow) {
  return judgeRow({ ...meeting, state: "open" });
}

export const openMeetingBound = bind(openMeeting, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id }, meeting) => {
    const refused = inState(meeting, "called") ?? notTheDay(meeting, context.now);
    if (refused !== undefined) return refused;
    const { held, reasons } = judgeHall(meeting);
    if (held !== true)
      return refuseFor(
        "below-quorum",
        reasons.find(({ code, effect }) => effect === "violated" && (code === "attendance" || code === "no-quorum-rule")),
      );
    await changeMeeting(context.tx, id, { state: "open" });
    context.subject(id);
    return { id };
  },
});

export const endUnheldBound = bind(endUnheld, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id }, meeting) => {
    const refused = inState(meeting, "called") ?? notTheDay(meeting, context.now);
    if (refused !== undefined) return refused;
    if (judgeHall(meeting).held === true) return refuse("conflict", "quorum-reached");
    await changeMeeting(context.tx, id, { state: "not-held" });
    context.subject(id);
    return { id };
  },
});

export const callOffMeetingBound = bind(callOffMeeting, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, why }, meeting) => {
    const refused = inState(meeting, "called");
    if (refused !== undefined) return refused;
    await changeMeeting(context.tx, id, { state: "called-off", ended_why: why });
    if (meeting.public) await publishResultOf(context, id, "");
    await tellDue(context, id, "called-off", { day: legalDay(meeting.meets_at) });
    context.subject(id);
    return { id };
  },
});

export const closeMeetingBound = bind(closeMeeting, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, discussion }, meeting) => {
    const refused = inState(meeting, "open");
    if (refused !== undefined) return refused;
    if (await isVoting(context, id)) return refuse("conflict", "vote-under-way");
    await changeMeeting(context.tx, id, { state: "closed", discussion });
    context.subject(id);
    return { id };
  },
});

export const attachSignedBound = bind(attachSigned, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, paperIds }, meeting) => {
    const refused = inState(meeting, "closed", "not-held");
    if (refused !== undefined) return refused;
    const hung = { id, path: meeting.division_path, public: false };
    if (!(await hangPapers(context, hung, "signed", paperIds))) return refuseField("/paperIds", "paper-not-yours");
    context.subject(id);
    return { id };
  },
});

export const publishResultBound = bind(publishResult, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id }, meeting) => {
    const refused = inState(meeting, "closed", "not-held");
    if (refused !== undefined) return refused;
    if (meeting.results > 0) return refuse("conflict", "published-already");
    if (await isVoting(context, id)) return refuse("conflict", "vote-under-way");
    const version = await publishResultOf(context, id, "");
    await tellDue(context, id, "published", { day: legalDay(meeting.meets_at) });
    context.subject(id);
    return { id, version };
  },
});
