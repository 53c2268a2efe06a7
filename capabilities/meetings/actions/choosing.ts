import { addDelegate, DELEGATE_CONSTRAINT, endDelegate } from "#capabilities/rolls/index.ts";
import { endPostAt, givePost } from "#capabilities/organizations/index.ts";
import { publishName } from "#capabilities/register/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { carryOut } from "../contract/carry-out.ts";
import { choiceItem, chosenBy, mayRecall, recallItem, seatsFit, tellApart } from "../domain/choosing.ts";
import { resolveRule } from "../domain/kinds.ts";
import { mayKeep } from "../policy.ts";
import { countGroupHouseholds, findCandidates, findHeld, holdsPost, noteCarriedOut } from "../store/choosing.ts";
import type { Due } from "../store/due.ts";
import { findItem, type ItemRow, type NewItem } from "../store/items.ts";
import { findBodies, lockMeeting, type MeetingRow } from "../store/meetings.ts";
import type { Called, Input } from "./convene-meeting.ts";
import { judgeRow } from "./known.ts";

/** An item of the agenda before it is known whether it is voted on in secret. */
type ItemMade = Omit<NewItem, "secret">;

/** In which bodies of a village somebody is given a post by having been chosen: never in its committee, which is elected. */
const CHOSEN_INTO = ["self-governing"];

/** The agenda: as it was typed, or made of those who may be chosen, or of whom is to be recalled. */
export async function itemsOf(
  context: ActionContext,
  input: Input,
  called: Called,
  due: readonly Due[],
): Promise<readonly ItemMade[] | Refusal> {
  const chosen = chosenBy(called.kind);
  if (chosen !== undefined) return await candidatesOf(context, input, called, due);
  const typed = input.items.map((item) => ({ ...item, matter: item.matter || null, caseNumber: item.caseNumber || null }));
  if (input.recallId === undefined) return typed.length === 0 ? refuseField("/items", "required") : typed;
  if (!mayRecall(called.kind)) return refuse("conflict", "no-such-holder");
  const [held] = await findHeld(context.tx, input.area, input.recallId);
  // Whom a group chose its own meeting recalls.
  if (held === undefined || (called.groupId !== null && held.holds === "delegate" && held.group_id !== called.groupId))
    return refuse("conflict", "no-such-holder");
  context.looked(held.person_id, "meetings.choice");
  const about = { does: "recall", aboutPerson: held.person_id, holds: held.holds, holdsId: held.id } as const;
  const all = await findHeld(context.tx, input.area);
  const name = tellApart(all)[all.findIndex(({ id }) => id === held.id)] ?? held.name;
  return [{ ...recallItem(name, held.as), matter: null, caseNumber: null, ...about }, ...typed];
}

async function candidatesOf(
  context: ActionContext,
  input: Input,
  called: Called,
  due: readonly Due[],
): Promise<readonly ItemMade[] | Refusal> {
  const chosen = chosenBy(called.kind);
  const ids = input.candidateIds ?? [];
  if (chosen === undefined || ids.length === 0) return refuseField("/candidateIds", "required");
  if (input.seats === undefined) return refuseField("/seats", "required");
  const { selection } = called.rule;
  if (!seatsFit(called.rule, input.seats))
    return refuse("conflict", "seats-range", {
      facts: { least: selection?.leastSeats ?? 1, most: selection?.mostSeats ?? ids.length },
    });
  const persons = await findCandidates(context.tx, input.area, ids);
  // Of those who choose, and so of age: the roll that was just drawn says so.
  const choosing = new Set(due.map(({ personId }) => personId));
  if (persons.length < ids.length || persons.some(({ id }) => !choosing.has(id)))
    return refuseField("/candidateIds", "no-such-candidate");
  for (const { id } of persons) context.looked(id, "meetings.choice");
  const names = tellApart(persons);
  return persons.map(({ id, name }, place) => ({
    ...choiceItem(names[place] ?? name, chosen),
    matter: null,
    caseNumber: null,
    does: "choose" as const,
    aboutPerson: id,
  }));
}

/** An appraisal's consequence is its own office's. */
function isChoice({ does }: ItemRow): boolean {
  return does === "choose" || does === "recall";
}

/** What a published item asks to be entered still; undefined: nothing. */
export function awaits(meeting: MeetingRow, item: ItemRow): boolean {
  return isChoice(item) && item.carried_out_on === null && meeting.results > 0 && judgeRow(meeting, item).outcome === "passed";
}

export async function bodiesFor({ tx }: ActionContext, meeting: MeetingRow, item: ItemRow) {
  const chosen = chosenBy(resolveRuleOf(meeting));
  if (item.does !== "choose" || chosen?.holds !== "post") return [];
  return (await findBodies(tx, meeting.division_path, CHOSEN_INTO)).map(({ id, name }) => ({ value: id, name }));
}

function resolveRuleOf(meeting: MeetingRow) {
  return { decides: resolveRule(meeting.decided_by, legalDay(meeting.meets_at)).id };
}

async function lockItem({ tx }: ActionContext, { id }: { readonly id: string }) {
  const seen = await findItem(tx, id);
  const meeting = seen === undefined ? undefined : await lockMeeting(tx, seen.meeting_id);
  const item = meeting === undefined ? undefined : await findItem(tx, id);
  return meeting === undefined || item === undefined ? undefined : { ...meeting, meeting, item };
}

export const carryOutBound = bind(carryOut, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: lockItem,
  run: async (context, { id, organizationId, from }, { meeting, item }) => {
    if (!isChoice(item)) return refuse("conflict", "not-a-choice");
    if (item.carried_out_on !== null) return refuse("conflict", "carried-out-already");
    if (meeting.results === 0) return refuse("conflict", "not-published");
    if (!awaits(meeting, item)) return refuse("conflict", "not-chosen");
    const day = legalDay(meeting.meets_at);
    if (from < day) return refuseField("/from", "before-the-meeting", { day });
    const refused =
      item.does === "recall"
        ? await endTerm(context, meeting, item, from)
        : await beginTerm(context, { meeting, item, organizationId, from });
    if (refused !== undefined) return refused;
    await noteCarriedOut(context.tx, id, legalDay(context.now));
    context.subject(id);
    return { id, meetingId: meeting.id };
  },
});

async function endTerm(context: ActionContext, meeting: MeetingRow, item: ItemRow, from: string): Promise<Refusal | undefined> {
  const [held] = await findHeld(context.tx, meeting.division_path, item.holds_id ?? "");
  if (held === undefined) return refuse("conflict", "no-longer-held");
  if (held.since !== null && from <= held.since) return refuseField("/from", "before-the-term", { day: held.since });
  if (held.holds === "delegate") await endDelegate(context.tx, held.id, from);
  else await endPostAt(context, { id: held.id, endsAt: startOfLegalDay(from) });
  return undefined;
}

type Term = {
  readonly meeting: MeetingRow;
  readonly item: ItemRow;
  readonly organizationId: string | undefined;
  readonly from: string;
};

async function beginTerm(context: ActionContext, { meeting, item, organizationId, from }: Term): Promise<Refusal | undefined> {
  const { tx } = context;
  const chosen = chosenBy(resolveRuleOf(meeting));
  const personId = item.about_person ?? "";
  const path = meeting.division_path;
  if (chosen?.holds === "delegate") {
    const households = Math.max(1, await countGroupHouseholds(tx, meeting.group_id));
    const ground = `${legalDay(meeting.meets_at)} ${meeting.title}`;
    const made = { id: context.newId(), path, kind: "villagers-representative" as const, personId, groupId: meeting.group_id };
    try {
      await addDelegate(tx, { ...made, households, from, ground });
    } catch (error) {
      if (pgConstraint(error) !== DELEGATE_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "delegate-already"));
    }
    return undefined;
  }
  const bodies = await bodiesFor(context, meeting, item);
  if (chosen === undefined || organizationId === undefined || !bodies.some(({ value }) => value === organizationId))
    return refuseField("/organizationId", "required");
  await publishName(tx, personId);
  const title = chosen.as;
  const validFrom = startOfLegalDay(from);
  // Their entry is held: of two items about one person the second sees what the first gave.
  if (await holdsPost(tx, { organizationId, personId, title, from: validFrom }))
    throw new Rollback(refuse("conflict", "post-already"));
  // A title and a term: what else the post may do its steward says.
  await givePost(tx, { id: context.newId(), organizationId, personId, title, duties: [], areas: [path], validFrom });
  return undefined;
}
