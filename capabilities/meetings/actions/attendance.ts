import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { noteReadings } from "#platform/readings/note-readings.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { enterSheet } from "../contract/enter-sheet.ts";
import { readAttendance } from "../contract/read-attendance.ts";
import { signInHere } from "../contract/sign-in-here.ts";
import { signInAttendees } from "../contract/sign-in-attendees.ts";
import { strikeAttendee } from "../contract/strike-attendee.ts";
import { compareSheets } from "../domain/compare-sheets.ts";
import { resolveRule } from "../domain/kinds.ts";
import { mayCount, mayKeep, maySignIn } from "../policy.ts";
import { dropSheets, findDue, findNamed, findSheets, markAway, markHere, putSheet } from "../store/due.ts";
import { findItems } from "../store/items.ts";
import { findMeeting, lockMeeting, type MeetingRow } from "../store/meetings.ts";
import { findClosedRoll } from "./closed-rolls.ts";
import { doorCode, opensDoor } from "./door-code.ts";
import { inState } from "./known.ts";

/** Doors are open from the notice until the meeting ends; who comes late counts for what is voted on after. */
function refuseLate(meeting: MeetingRow): Refusal | undefined {
  return inState(meeting, "called", "open");
}

async function refuseStrangers({ tx }: ActionContext, meetingId: string, ids: readonly string[]): Promise<Refusal | undefined> {
  const found = await findNamed(tx, meetingId, ids);
  return found.length === new Set(ids).size ? undefined : refuse("conflict", "not-due");
}

async function hereNow(context: ActionContext, id: string): Promise<number> {
  return (await findMeeting(context.tx, id))?.here_persons ?? 0;
}

export const signInAttendeesBound = bind(signInAttendees, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, personIds }, meeting) => {
    const refused = refuseLate(meeting) ?? (await refuseStrangers(context, id, personIds));
    if (refused !== undefined) return refused;
    await markHere(context.tx, id, personIds, "list");
    context.subject(id);
    return { id, here: await hereNow(context, id) };
  },
});

/** The code on the hall's screen; empty before the day of the meeting, null where nobody signs in by it. */
export function doorOf(context: ActionContext, meeting: MeetingRow): string | null {
  if (meeting.closed_roll !== null || refuseLate(meeting) !== undefined) return null;
  return legalDay(meeting.meets_at) === legalDay(context.now) ? doorCode(context, meeting) : "";
}

export const signInHereBound = bind(signInHere, {
  policy: maySignIn,
  limits: [{ by: "account", points: 10, seconds: 60 }],
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, code }, meeting) => {
    const refused = refuseLate(meeting);
    if (refused !== undefined) return refused;
    if (meeting.person_id === null) return refuse("conflict", "not-due");
    if (!doorOf(context, meeting)) return refuse("conflict", "not-the-day", { facts: { day: legalDay(meeting.meets_at) } });
    if (!opensDoor(context, meeting, code)) return refuse("conflict", "not-the-code");
    await markHere(context.tx, id, [context.actor.personId ?? ""], "code");
    context.subject(id);
    return { id, here: await hereNow(context, id) };
  },
});

export const strikeAttendeeBound = bind(strikeAttendee, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, personId }, meeting) => {
    const { tx } = context;
    const refused = refuseLate(meeting);
    if (refused !== undefined) return refused;
    if ((await findItems(tx, id)).some(({ state }) => state !== "waiting")) return refuse("conflict", "vote-begun");
    if (((await findNamed(tx, id, [personId]))[0]?.here ?? null) === null) return refuse("conflict", "not-due");
    await markAway(tx, id, personId);
    context.subject(id);
    return { id, here: await hereNow(context, id) };
  },
});

export const enterSheetBound = bind(enterSheet, {
  policy: mayCount,
  subject: async ({ tx }, { id }) => await lockMeeting(tx, id),
  run: async (context, { id, personIds }, meeting) => {
    const { tx, actor } = context;
    const refused = refuseLate(meeting) ?? (await refuseStrangers(context, id, personIds));
    if (refused !== undefined) return refused;
    await putSheet(tx, id, meeting.division_path, actor.personId ?? "", personIds);
    const { state, differ, agreed } = compareSheets((await findSheets(tx, id)).map(({ person_ids }) => person_ids));
    if (state === "agreed") {
      await markHere(tx, id, agreed, "sheet");
      await dropSheets(tx, id);
    }
    context.subject(id);
    return { id, state, differ: differ.length, here: await hereNow(context, id) };
  },
});

const KEEPERS_ACTS = ["sign-in-attendees", "strike-attendee", "enter-sheet", "give-proxy"];

async function closedPageOf(context: ActionContext, meeting: MeetingRow): Promise<string | null> {
  const roll = meeting.closed_roll === null ? undefined : findClosedRoll(context, meeting.closed_roll);
  return (await roll?.page(context, meeting)) ?? null;
}

/** All who are due at the largest village's meeting; then whoever audits is told (TRUST case 18). */
const MOST_AN_HOUR = 5_000;

export const readAttendanceBound = bind(readAttendance, {
  policy: mayCount,
  subject: async ({ tx }, { id }) => await findMeeting(tx, id),
  run: async (context, { id, q = "" }, meeting) => {
    const { tx, actor } = context;
    const all = await findDue(tx, id);
    const names = new Map(all.map((one) => [one.id, one.name]));
    const shown = all.filter(({ name, household }) => name.includes(q) || household.includes(q));
    const persons = shown.map((one) => one.id);
    const tooMany = await noteReadings(context, { what: "meetings.roll", persons, most: MOST_AN_HOUR });
    if (tooMany !== undefined) return tooMany;
    const sheets = await findSheets(tx, id);
    const { differ } = compareSheets(sheets.map(({ person_ids }) => person_ids));
    const open = refuseLate(meeting) === undefined;
    return {
      title: meeting.title,
      open,
      closed: meeting.closed_roll !== null,
      closedPage: await closedPageOf(context, meeting),
      proxies: resolveRule(meeting.decided_by, legalDay(meeting.meets_at)).proxies?.allowed === true,
      due: shown.map((one) => ({
        id: one.id,
        name: one.name,
        household: one.household,
        here: one.here,
        floorDm2: one.floor_dm2,
        holder: one.proxy_person === null ? "" : (names.get(one.proxy_person) ?? ""),
      })),
      persons: meeting.due_persons,
      here: meeting.here_persons,
      floorDm2: meeting.due_floor_dm2 === null ? null : { due: meeting.due_floor_dm2, here: meeting.here_floor_dm2 ?? 0 },
      sheet: {
        own: [...(sheets.find(({ entered_by }) => entered_by === actor.personId)?.person_ids ?? [])],
        entries: sheets.length,
        differ: sheets.length < 2 ? [] : differ.map((personId) => ({ id: personId, name: names.get(personId) ?? "" })),
      },
      items: (await findItems(tx, id))
        .filter(({ state }) => state === "waiting")
        .map(({ id: itemId, title }) => ({ value: itemId, name: title })),
      may:
        !open || meeting.closed_roll !== null
          ? []
          : mayKeep.can(actor, meeting)
            ? [...KEEPERS_ACTS, ...(meeting.state === "open" && meeting.due_floor_dm2 === null ? ["step-aside"] : [])]
            : ["enter-sheet"],
    };
  },
});
