import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { countVotes } from "../contract/count-votes.ts";
import { putToVote } from "../contract/put-to-vote.ts";
import { recountItem } from "../contract/recount-item.ts";
import { stepAside } from "../contract/step-aside.ts";
import { compareCounts } from "../domain/compare-counts.ts";
import { mostVotes, type Votes } from "../domain/judge-meeting.ts";
import { mayCount, mayKeep } from "../policy.ts";
import { findNamed } from "../store/due.ts";
import {
  beginNextRound,
  beginVote,
  decideItem,
  findItem,
  findTallies,
  insertTally,
  stepAside as noteAside,
  type ItemRow,
} from "../store/items.ts";
import { findRuleTitle } from "../store/find-rule-title.ts";
import { lockMeeting, type MeetingRow } from "../store/meetings.ts";
import { findKinds } from "./kinds-here.ts";
import { inState, judgeRow } from "./known.ts";
import { publishResultOf } from "./publish.ts";

/** The item with its meeting, whose row is locked: votes of one meeting are taken down one after another. */
async function lockItem({ tx }: ActionContext, { id }: { readonly id: string }) {
  const seen = await findItem(tx, id);
  const meeting = seen === undefined ? undefined : await lockMeeting(tx, seen.meeting_id);
  const item = meeting === undefined ? undefined : await findItem(tx, id);
  return meeting === undefined || item === undefined ? undefined : { ...meeting, meeting, item };
}

function itemIn(item: ItemRow, state: ItemRow["state"]): Refusal | undefined {
  return item.state === state ? undefined : refuse("conflict", "item-state", { facts: { state: item.state } });
}

/** What lies in an urn is counted by nobody's hand. */
function byTellers({ method }: ItemRow): Refusal | undefined {
  return method === "phone" ? refuse("conflict", "counted-by-urn") : undefined;
}

/** The appraisal of a committee is run by the body that watches it (村民委员会组织法 33); nobody counts what is said of themselves. */
async function refuseOwn({ tx, actor }: ActionContext, meeting: MeetingRow, item: ItemRow): Promise<Refusal | undefined> {
  if (item.about_person === null || item.about_person !== actor.personId) return undefined;
  const rule =
    item.does === "appraise" ? { rule: "村民委员会组织法", article: "33" } : { rule: await findRuleTitle(tx, meeting.rule_id) };
  return refuse("forbidden", "own-item", { facts: { title: item.title }, rule });
}

export const stepAsideBound = bind(stepAside, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: lockItem,
  run: async (context, { id, personId }, { meeting, item }) => {
    const refused = inState(meeting, "open") ?? itemIn(item, "waiting");
    if (refused !== undefined) return refused;
    if (meeting.due_floor_dm2 !== null) return refuse("conflict", "owners-stay");
    if (((await findNamed(context.tx, meeting.id, [personId]))[0]?.here ?? null) === null) return refuse("conflict", "not-here");
    if (!(await noteAside(context.tx, id, meeting.division_path, personId))) return refuse("conflict", "already-aside");
    context.subject(id);
    return { id, meetingId: meeting.id };
  },
});

export const putToVoteBound = bind(putToVote, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: lockItem,
  run: async (context, { id, method }, { meeting, item }) => {
    const refused = inState(meeting, "open") ?? itemIn(item, "waiting");
    if (refused !== undefined) return refused;
    const { reasons } = judgeRow(meeting, { ...item, method });
    if (reasons.some(({ code, effect }) => code === "method" && effect === "violated"))
      return refuse("conflict", "method-not-allowed");
    if (item.secret && method === "show-of-hands") return refuse("conflict", "secret-alone");
    const unfit = refuseMethod(meeting, method);
    if (unfit !== undefined) return unfit;
    const secret = method === "phone" ? await refuseSecret(context, meeting) : undefined;
    if (secret !== undefined) return secret;
    await beginVote(context.tx, id, method, meeting);
    context.subject(id);
    return { id, meetingId: meeting.id };
  },
});

/**
 * Owners are counted by their floor area too. Hands bear none; a ballot in an urn that bears it would tell whose it is, since no two
 * owners' areas need be alike. So ballots are of paper, and tellers take down sums alone.
 */
function refuseMethod({ due_floor_dm2 }: MeetingRow, method: ItemRow["method"]): Refusal | undefined {
  if (due_floor_dm2 === null || method === "paper-ballots") return undefined;
  return refuse("conflict", method === "phone" ? "area-tells-whose" : "hands-tell-no-area");
}

/** Where few vote, the result tells how each did; and nobody holds another's phone. */
async function refuseSecret({ tx }: ActionContext, meeting: MeetingRow): Promise<Refusal | undefined> {
  if (meeting.closed_roll !== null) return refuse("conflict", "closed-by-hand");
  const least = (await findKinds(tx, meeting.division_path))?.leastSecret ?? Number.POSITIVE_INFINITY;
  const voters = meeting.form === "households" ? meeting.here_households : meeting.here_persons;
  if (voters < least) return refuse("conflict", "too-few-for-secret", { facts: { voters, least } });
  return meeting.proxies > 0 ? refuse("conflict", "proxies-vote-by-hand") : undefined;
}

export const countVotesBound = bind(countVotes, {
  policy: mayCount,
  subject: lockItem,
  run: async (context, input, { meeting, item }) => {
    const { tx, actor } = context;
    const { id } = input;
    const refused =
      inState(meeting, "open", "closed") ??
      itemIn(item, "voting") ??
      byTellers(item) ??
      (await refuseOwn(context, meeting, item));
    if (refused !== undefined) return refused;
    const votes = { for: input.for, against: input.against, abstain: input.abstain, invalid: input.invalid ?? 0 };
    const floors = floorsIn(input, item, votes);
    if (isRefusal(floors)) return floors;
    const here = { persons: item.here_persons ?? 0, households: item.here_households ?? 0 };
    const most = mostVotes(meeting.form, here, item.stepped_aside);
    const cast = votes.for + votes.against + votes.abstain + votes.invalid;
    if (cast > most) return refuse("conflict", "too-many-votes", { facts: { cast, most } });
    // Nobody has more votes than there are seats.
    const named = votes.for + (item.rivals ?? []).reduce((sum, one) => sum + one.votes, 0);
    const mostNamed =
      mostVotes(meeting.form, { persons: meeting.here_persons, households: meeting.here_households }, item.stepped_aside) *
      (meeting.seats ?? 1);
    if (item.does === "choose" && named > mostNamed)
      return refuse("conflict", "too-many-votes", { facts: { cast: named, most: mostNamed } });
    const ofRound = (await findTallies(tx, meeting.id)).filter((one) => one.item_id === id && one.round === item.round);
    if (ofRound.some(({ teller }) => teller === actor.personId)) return refuse("conflict", "counted-already");
    await insertTally(tx, meeting.division_path, {
      item_id: id,
      round: item.round,
      teller: actor.personId ?? "",
      ...votes,
      floors,
    });
    const state = compareCounts([...ofRound, { ...votes, floors }], meeting.tellers);
    if (state === "differs") await beginNextRound(tx, id, item.recount_why);
    if (state === "agreed") await settle(context, meeting, item, { votes, floors });
    context.subject(id);
    return { id, meetingId: meeting.id, state };
  },
});

const CHOICES = ["for", "against", "abstain", "invalid"] as const;
const FIELDS = { for: "floorFor", against: "floorAgainst", abstain: "floorAbstain", invalid: "floorInvalid" } as const;

/** Of owners each choice with its area, and none without its owners; of others no area at all. */
function floorsIn(input: InputOf<typeof countVotes>, item: ItemRow, votes: Votes): Votes | Refusal | null {
  if (item.here_floor_dm2 === null) {
    const strange = CHOICES.find((choice) => input[FIELDS[choice]] !== undefined);
    return strange === undefined ? null : refuseField(`/${FIELDS[strange]}`, "no-area-here");
  }
  const { floorFor, floorAgainst, floorAbstain, floorInvalid = 0 } = input;
  if (floorFor === undefined) return refuseField("/floorFor", "required");
  if (floorAgainst === undefined) return refuseField("/floorAgainst", "required");
  if (floorAbstain === undefined) return refuseField("/floorAbstain", "required");
  const floors = { for: floorFor, against: floorAgainst, abstain: floorAbstain, invalid: floorInvalid };
  const odd = CHOICES.find((choice) => (votes[choice] === 0) !== (floors[choice] === 0));
  if (odd !== undefined) return refuseField(`/${FIELDS[odd]}`, "area-without-owners");
  const [cast, most] = [floorFor + floorAgainst + floorAbstain + floorInvalid, item.here_floor_dm2];
  return cast > most ? refuse("conflict", "too-much-floor", { facts: { cast, most } }) : floors;
}

async function settle(
  context: ActionContext,
  meeting: MeetingRow,
  item: ItemRow,
  counted: { readonly votes: Votes; readonly floors: Votes | null },
): Promise<void> {
  await decideItem(context.tx, item.id, counted.votes, counted.floors);
  if (meeting.results > 0) await publishResultOf(context, meeting.id, item.recount_why);
}

export const recountItemBound = bind(recountItem, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: lockItem,
  run: async (context, { id, why }, { meeting, item }) => {
    const refused = inState(meeting, "open", "closed") ?? itemIn(item, "decided") ?? byTellers(item);
    if (refused !== undefined) return refused;
    await beginNextRound(context.tx, id, why);
    context.subject(id);
    return { id, meetingId: meeting.id };
  },
});
