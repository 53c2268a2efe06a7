import { createHash } from "node:crypto";
import { findClosedMeeting, setHere, type ClosedMeeting, type ClosedRoll } from "#capabilities/meetings/index.ts";
import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { isDue } from "../contract/is-due.ts";
import { readHall } from "../contract/read-hall.ts";
import { signInMembers } from "../contract/sign-in-members.ts";
import { mayKeep } from "../policy.ts";
import { findDue, forgetDue, freezeDue, markHere, type DueRow } from "../store/members.ts";
import { findByName } from "../store/persons.ts";
import { indexesOf } from "./member-index.ts";
import { ownBody } from "./members.ts";

const WAY = "party-members";

/** How many are due at a meeting of this organization, and a digest of their keyed indexes: equal lists, equal digests, and no name. */
const roll: ClosedRoll = {
  async draw(context, { meetingId, bodies }) {
    const body = await ownBody(context);
    if (isRefusal(body) || !bodies.includes(body.id)) return refuse("conflict", "not-party-post");
    const indexes = await context.party(async (party) => await freezeDue(party, body.id, meetingId));
    return { persons: indexes.length, sha256: createHash("sha256").update(JSON.stringify(indexes)).digest("hex") };
  },
  async page(context, { id, convener }) {
    const body = await ownBody(context);
    return !isRefusal(body) && body.id === convener ? `party/meetings/${id}` : undefined;
  },
};

export const ROLLS: Readonly<Record<string, ClosedRoll>> = { [WAY]: roll };

const meetingOf = async (context: ActionContext, { id }: { readonly id: string }) => await findClosedMeeting(context, id, WAY);

/** Its own organization's post, or a clear no. */
async function refuseOthers(context: ActionContext, meeting: ClosedMeeting): Promise<Refusal | undefined> {
  const body = await ownBody(context);
  if (isRefusal(body)) return body;
  return body.id === meeting.convener ? undefined : refuse("conflict", "not-party-post");
}

/** Those of a name who are due at this meeting: of several of one name in the village usually one. */
async function dueOf(context: ActionContext, meeting: ClosedMeeting, names: readonly string[]) {
  const found = await findByName(context.tx, meeting.division_path, names);
  const indexes = found.map((one) => ({ name: one.name, all: indexesOf(context, meeting.convener, one.id) }));
  const asked = indexes.flatMap(({ all }) => all);
  const due = await context.party(async (party) => await findDue(party, meeting.id, asked));
  return new Map(
    names.map((name) => {
      const own = new Set(indexes.filter((one) => one.name === name).flatMap(({ all }) => all));
      return [name, due.filter(({ member_index }) => own.has(member_index))] as const;
    }),
  );
}

export const isDueBound = bind(isDue, {
  policy: mayKeep,
  subject: meetingOf,
  run: async (context, { name }, meeting) => {
    const refused = await refuseOthers(context, meeting);
    if (refused !== undefined) return refused;
    const due: readonly DueRow[] = (await dueOf(context, meeting, [name])).get(name) ?? [];
    return { due: due.length > 0, here: due.some(({ here }) => here) };
  },
});

export const readHallBound = bind(readHall, {
  policy: mayKeep,
  subject: meetingOf,
  run: async (context, _, meeting) => {
    const refused = await refuseOthers(context, meeting);
    if (refused !== undefined) return refused;
    const { title, state, due_persons: persons, here_persons: here } = meeting;
    return { title, open: state === "called" || state === "open", persons, here };
  },
});

export const signInMembersBound = bind(signInMembers, {
  policy: mayKeep,
  duty: "party.keep",
  keepsAnswer: false,
  subject: meetingOf,
  run: async (context, { id, names }, meeting) => {
    const refused = await refuseOthers(context, meeting);
    if (refused !== undefined) return refused;
    const due = await dueOf(context, meeting, [...new Set(names)]);
    const strangers = [...due].filter(([, rows]) => rows.length === 0).map(([name]) => name);
    if (strangers.length > 0) return refuse("conflict", "not-due", { facts: { names: strangers.join("、") } });
    const twice = [...due].filter(([, rows]) => rows.length > 1).map(([name]) => name);
    if (twice.length > 0) return refuse("conflict", "ambiguous-names", { facts: { names: twice.join("、") } });
    // Before anything is written in the other store: a meeting that is over takes nobody in.
    const late = await setHere(context, id, meeting.here_persons);
    if (late !== undefined) return late;
    const indexes = [...due.values()].flatMap((rows) => rows.map(({ member_index }) => member_index));
    const here = await context.party(async (party) => await markHere(party, id, indexes));
    await setHere(context, id, here);
    context.subject(id);
    return { here, persons: meeting.due_persons };
  },
});

/** Who came is nobody's to know once the figures are published. */
export const afterPublished: Reaction = async (context, { meetingId }) => {
  await context.party(async (party) => await forgetDue(party, String(meetingId)));
};
