import { createHash } from "node:crypto";
import { bind, type ActionContext } from "#platform/capability.ts";
import { receiptCode } from "#platform/identifiers/receipt-code.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { castBallot } from "../contract/cast-ballot.ts";
import { endBallot } from "../contract/end-ballot.ts";
import { readBallot } from "../contract/read-ballot.ts";
import { mayKeep, mayRead } from "../policy.ts";
import { countMarks, countUrn, holdItem, putBallot, takeBallot } from "../store/ballots.ts";
import { findOneDue, hasSteppedAside } from "../store/due.ts";
import { decideItem, findItem } from "../store/items.ts";
import { findMeeting } from "../store/meetings.ts";
import { inState } from "./known.ts";

async function findItemAndMeeting({ tx }: ActionContext, { id }: { readonly id: string }) {
  const item = await findItem(tx, id);
  const meeting = item === undefined ? undefined : await findMeeting(tx, item.meeting_id);
  return item === undefined || meeting === undefined ? undefined : { ...meeting, meeting, item };
}
type Subject = NonNullable<Awaited<ReturnType<typeof findItemAndMeeting>>>;

/** The receipt as the urn knows it, apart from item to item. */
function hashOf(itemId: string, receipt: string): string {
  const plain = receipt.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  return createHash("sha256").update(`ballot/${itemId}/${plain}`).digest("hex");
}

/** Who votes: whoever is here in person; in the form of households each household once. */
async function voterOf({ tx, actor }: ActionContext, { meeting, item }: Subject): Promise<string | Refusal> {
  const own = actor.personId === undefined ? undefined : await findOneDue(tx, meeting.id, actor.personId);
  if (own === undefined || own.here === null || own.here === "proxy") return refuse("forbidden", "not-here");
  if (await hasSteppedAside(tx, item.id, own.person_id)) return refuse("forbidden", "stepped-aside");
  return meeting.form === "households" ? (own.household_id ?? own.person_id) : own.person_id;
}

export const castBallotBound = bind(castBallot, {
  policy: mayRead,
  // A kept answer, and the hash of its input, would tie the voter to the ballot.
  keepsAnswer: false,
  limits: [{ by: "account", points: 30, seconds: 60 }],
  subject: findItemAndMeeting,
  run: async (context, { id, choice, receipt }, subject) => {
    const { tx, actor } = context;
    await holdItem(tx, id, "vote");
    const item = await findItem(tx, id);
    if (item?.state !== "voting") return refuse("conflict", "item-state", { facts: { state: item?.state ?? "" } });
    if (item.method !== "phone") return refuse("conflict", "not-by-phone");
    const voter = await voterOf(context, subject);
    if (typeof voter !== "string") return voter;
    const mark = { itemId: id, voter, personId: actor.personId ?? "", path: subject.meeting.division_path };
    const fresh = await takeBallot(tx, mark);
    // The urn commits before the mark does. Killed in between, the same form sent again puts the same receipt in its own place.
    const isIn = await context.ballots(async (ballots) => await putBallot(ballots, id, hashOf(id, receipt), choice, fresh));
    if (!isIn) return refuse("conflict", "voted-already");
    return { id, meetingId: subject.meeting.id };
  },
});

export const endBallotBound = bind(endBallot, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: findItemAndMeeting,
  run: async (context, { id }, { meeting }) => {
    const { tx } = context;
    const refused = inState(meeting, "open");
    if (refused !== undefined) return refused;
    await holdItem(tx, id, "end");
    const item = await findItem(tx, id);
    if (item?.state !== "voting") return refuse("conflict", "item-state", { facts: { state: item?.state ?? "" } });
    if (item.method !== "phone") return refuse("conflict", "not-by-phone");
    const votes = await context.ballots(async (ballots) => await countUrn(ballots, id));
    const marks = await countMarks(tx, id);
    const cast = votes.for + votes.against + votes.abstain;
    if (cast > marks) return refuse("conflict", "more-ballots-than-marks", { facts: { cast, marks } });
    await decideItem(tx, id, votes);
    context.subject(id);
    return { id, meetingId: meeting.id };
  },
});

export const readBallotBound = bind(readBallot, {
  policy: mayRead,
  subject: findItemAndMeeting,
  run: async (context, { id }, { meeting, item }) => {
    const { tx, actor } = context;
    if (item.method !== "phone") return refuse("conflict", "not-by-phone");
    const own = actor.personId === undefined ? undefined : await findOneDue(tx, meeting.id, actor.personId);
    return {
      meetingId: meeting.id,
      meeting: meeting.title,
      title: item.title,
      wording: item.wording,
      does: item.does,
      open: item.state === "voting" && own !== undefined && own.here !== null && own.here !== "proxy",
      voted: actor.personId !== undefined && (await countMarks(tx, id, actor.personId)) > 0,
      receipt: receiptCode((bytes) => context.random(bytes)),
    };
  },
});
