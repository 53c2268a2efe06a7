import { findCaseText } from "#capabilities/cases/index.ts";
import { findAreas } from "#capabilities/divisions/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import type { InputOf } from "#platform/contract.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { conveneMeeting } from "../contract/convene-meeting.ts";
import { chosenBy } from "../domain/choosing.ts";
import { floorOf, judgeMeeting } from "../domain/judge-meeting.ts";
import { DecisionRefusal, decisionDocument, formOf, isStatutory, type Kind, type RuleVersion } from "../domain/kinds.ts";
import { isCommitteeOf } from "../domain/owners-committee.ts";
import { fits } from "../domain/places.ts";
import { mayKeep } from "../policy.ts";
import { insertDue } from "../store/due.ts";
import { insertItems } from "../store/items.ts";
import { lockInitiative, type InitiativeRow } from "../store/initiatives.ts";
import { findBodies, findGroups, inTerm, insertMeeting, type Convener, type GroupOption } from "../store/meetings.ts";
import { hangPapers } from "../store/papers.ts";
import { itemsOf } from "./choosing.ts";
import { drawDue, type DrawnDue } from "./draw-due.ts";
import { answerWith, refuseAnswer } from "./initiatives.ts";
import { findKinds } from "./kinds-here.ts";
import { refuseFor } from "./known.ts";
import { publishNotice } from "./publish.ts";
import { tellDue } from "./tell.ts";

type Given = InputOf<typeof conveneMeeting>;
export type Input = Given & { readonly items: NonNullable<Given["items"]> };

export const conveneMeetingBound = bind(conveneMeeting, {
  policy: mayKeep,
  duty: "meetings.keep",
  subject: async (_, { area }) => ({ division_path: area }),
  run: async (context, given) => {
    const input = { ...given, items: given.items ?? [] };
    const called = await callUnder(context, input);
    if (isRefusal(called)) return called;
    const { tx } = context;
    const id = context.newId();
    const day = legalDay(new Date(input.meetsAt));
    const drawn = await drawDue(context, {
      meetingId: id,
      way: input.due,
      bodies: called.bodies,
      groupId: called.groupId,
      path: input.area,
      day,
      at: new Date(input.meetsAt),
      title: input.title,
    });
    if (isRefusal(drawn)) return drawn;
    const items = await itemsOf(context, input, called, drawn.due);
    if (isRefusal(items)) return items;
    const refused = refuseNotice(context, input, called, drawn) ?? refuseItems(input, called);
    if (refused !== undefined) return refused;
    const subjects = await judgeSubjects(context, input);
    if (isRefusal(subjects)) return subjects;
    const asked = await findAsked(context, input);
    if (isRefusal(asked)) return asked;
    const { kind } = called;
    const meeting = {
      id,
      path: input.area,
      public: kind.open,
      seenBy: kind.open ? [] : drawn.due.map(({ personId }) => personId),
    };
    await insertMeeting(tx, {
      ...meeting,
      kind: kind.id,
      form: called.form,
      group_id: called.groupId,
      title: input.title,
      meets_at: new Date(input.meetsAt),
      place: input.place,
      chair: input.chair,
      convener: input.convener,
      rule_id: called.ruleId,
      rule_version: called.ruleVersion,
      decided_by: called.document,
      tellers: kind.tellers,
      seats: chosenBy(kind) === undefined ? null : (input.seats ?? null),
      facts: input.facts ?? [],
      notice_day: legalDay(context.now),
      roll_id: drawn.rollId,
      roll_version: drawn.rollVersion,
      roll_sha256: drawn.sha256,
      closed_roll: drawn.closed?.way ?? null,
      ...figuresOf(drawn),
    });
    await insertItems(
      tx,
      meeting,
      items.map((item) => ({ ...item, id: context.newId(), secret: false, ...subjects.get(item.caseNumber ?? "") })),
    );
    await insertDue(tx, id, input.area, drawn.due);
    if (!(await hangPapers(context, meeting, "agenda", input.paperIds ?? []))) return refuseField("/paperIds", "paper-not-yours");
    if (asked !== undefined) await answerWith(context, asked, id);
    await publishNotice(context, id);
    context.subject(id);
    context.emit("meetings.meeting-called", { meetingId: id, kind: kind.id });
    const told = await tellDue(context, id, "called", { day });
    return { id, due: drawn.closed?.persons ?? drawn.due.length, rollSha256: drawn.sha256, told };
  },
});

export type Called = {
  readonly kind: Kind;
  readonly form: string;
  readonly document: object;
  readonly rule: RuleVersion;
  readonly ruleId: string;
  readonly ruleVersion: number;
  /** Whose posts are due, where it is posts. */
  readonly bodies: readonly string[];
  readonly groupId: string | null;
};

/** The kind, the rule it is decided by, and who convenes it: whether this meeting may be called here at all. */
async function callUnder(context: ActionContext, input: Input): Promise<Called | Refusal> {
  const { tx, tenant } = context;
  if (isStatutory(input.kind)) return refuse("conflict", "election-not-offered");
  if (!(await findAreas(tx, tenant.rootPath)).some(({ value }) => value === input.area))
    return refuseField("/area", "no-such-area");
  const found = await findKinds(tx, input.area);
  if (found === undefined) return refuse("conflict", "no-rule");
  const kind = found.kinds.find(({ id }) => id === input.kind);
  if (kind === undefined) return refuseField("/kind", "no-such-kind");
  if (!fits(kind, input.area)) return refuse("conflict", "kind-not-here");
  const form = formOf(input.due);
  if (form === undefined || !kind.due.includes(input.due))
    return kind.due.includes(input.due) ? refuse("conflict", "roll-not-drawn") : refuseField("/due", "no-such-form");
  const conveners = await findBodies(tx, input.area, kind.convener);
  if (!conveners.some(({ id }) => id === input.convener)) return refuse("conflict", "not-convener");
  const groups = await groupsFor(tx, kind, input.area);
  const group = groups?.find(({ id }) => id === input.groupId);
  if (groups !== undefined && group === undefined) return refuseField("/groupId", "required");
  const called =
    group === undefined || kind.place !== "neighbourhood" ? undefined : await refuseOthers(tx, input, group, conveners);
  if (called !== undefined) return called;
  if (!(await hasTerm(tx, kind, input))) return refuse("conflict", "no-charter");
  const bodies = input.due === "own-posts" ? [{ id: input.convener }] : await findBodies(tx, input.area, kind.bodies);
  const decided = decide(kind, legalDay(new Date(input.meetsAt)));
  if (isRefusal(decided)) return decided;
  return {
    kind,
    form,
    ...decided,
    ruleId: found.rule.rule_id,
    ruleVersion: found.rule.version,
    bodies: bodies.map(({ id }) => id),
    groupId: group?.id ?? null,
  };
}

/** Parts of a place a kind is held in; undefined: it is held in the whole of it. */
export async function groupsFor(
  tx: ActionContext["tx"],
  { place }: Kind,
  path: string,
): Promise<readonly GroupOption[] | undefined> {
  if (place === "neighbourhood") return await findGroups(tx, path, "neighbourhood");
  return place === "group" ? await findGroups(tx, path) : undefined;
}

/** Owners are convened by the committee they chose, inside its term; the residents' committee does where their quarter has none. */
async function refuseOthers(
  tx: ActionContext["tx"],
  { convener, meetsAt }: Input,
  quarter: GroupOption,
  bodies: readonly Convener[],
): Promise<Refusal | undefined> {
  const day = legalDay(new Date(meetsAt));
  const own: Convener[] = [];
  for (const body of bodies.filter((one) => isCommitteeOf(quarter.name, one))) if (await inTerm(tx, body.id, day)) own.push(body);
  const [first] = own;
  if (own.some(({ id }) => id === convener)) return undefined;
  if (first !== undefined) return refuse("conflict", "owners-committee-convenes", { facts: { name: first.name } });
  return bodies.some(({ id, kind }) => id === convener && kind !== "self-governing")
    ? undefined
    : refuse("conflict", "not-convener");
}

/** A self-governing body acts by a charter and for a term (推选, reports and powers stand in it): without one nobody is due. */
async function hasTerm(tx: ActionContext["tx"], { due }: Kind, { convener, meetsAt }: Input): Promise<boolean> {
  return !due.includes("own-posts") || (await inTerm(tx, convener, legalDay(new Date(meetsAt))));
}

/** A place that would loosen the law is refused with the article. */
function decide(kind: Kind, day: string): ReturnType<typeof decisionDocument> | Refusal {
  try {
    return decisionDocument(kind, day);
  } catch (error) {
    if (!(error instanceof DecisionRefusal)) throw error;
    return refuse("conflict", DECISION_CODES[error.code] ?? "no-rule", { facts: { why: error.message } });
  }
}

const DECISION_CODES: Readonly<Record<string, string>> = {
  "loosens-floor": "rule-looser",
  "committee-election": "election-not-offered",
};

function figuresOf({ due, closed }: DrawnDue) {
  return {
    due_persons: closed?.persons ?? due.length,
    due_floor_dm2: floorOf(due),
    due_women: due.filter(({ woman }) => woman).length,
    due_households: new Set(due.flatMap(({ householdId }) => householdId ?? [])).size,
  };
}

/** Too late a notice is no notice: the figure, what the rule asks for, and the last day it could have been given. */
function refuseNotice(context: ActionContext, input: Input, called: Called, drawn: DrawnDue): Refusal | undefined {
  if (new Date(input.meetsAt) <= context.now) return refuseField("/meetsAt", "not-to-come");
  const figures = figuresOf(drawn);
  const { reasons } = judgeMeeting(called.document, {
    form: called.form,
    day: legalDay(new Date(input.meetsAt)),
    noticeDay: legalDay(context.now),
    facts: input.facts ?? [],
    due: {
      persons: figures.due_persons,
      women: figures.due_women,
      households: figures.due_households,
      floorDm2: figures.due_floor_dm2,
    },
    here: null,
    proxies: 0,
    item: null,
  });
  const short = reasons.find(({ code, effect }) => code === "notice" && effect === "violated");
  return short === undefined ? undefined : refuseFor("notice-too-short", short);
}

/** What this body cannot decide whatever the votes is not put on its agenda. */
function refuseItems(input: Input, { rule, document, form }: Called): Refusal | undefined {
  for (const [index, { matter }] of input.items.entries()) {
    if (matter === undefined || matter === "") continue;
    const day = legalDay(new Date(input.meetsAt));
    const { outcome, reasons } = judgeMeeting(document, {
      form,
      day,
      noticeDay: day,
      facts: [],
      due: { persons: 1, women: 0, households: 1, floorDm2: 1 },
      here: null,
      proxies: 0,
      item: { matter, method: null, steppedAside: 0, votes: null, choice: null },
    });
    if (outcome === "beyond-power")
      return refuseFor(
        "item-beyond-power",
        reasons.find(({ code }) => code === "item-beyond-power"),
      );
    const forms = rule.items[matter]?.forms;
    if (forms !== undefined && forms !== null && !forms.includes(form))
      return refuseField(`/items/${index}/matter`, "form-not-allowed");
  }
  return undefined;
}

/** The initiative the meeting answers; undefined: it answers none. */
async function findAsked({ tx }: ActionContext, input: Input): Promise<InitiativeRow | Refusal | undefined> {
  if (input.initiativeId === undefined) return undefined;
  const asked = await lockInitiative(tx, input.initiativeId);
  return asked === undefined ? refuse("conflict", "another-meeting") : (refuseAnswer(asked, input) ?? asked);
}

type Subject = { readonly secret: boolean; readonly does?: "appraise"; readonly aboutPerson?: string };

/**
 * An item about a case is put to the vote word for word, by a meeting that may decide it.
 * @returns of each case whether it is voted on by secret ballot alone, and whose service it judges
 */
async function judgeSubjects(context: ActionContext, { kind, items }: Input): Promise<ReadonlyMap<string, Subject> | Refusal> {
  const subjects = new Map<string, Subject>();
  for (const { caseNumber, wording, matter } of items) {
    if (caseNumber === undefined || caseNumber === "") continue;
    const subject = await findCaseText(context, caseNumber);
    if (subject === undefined) return refuse("conflict", "no-such-case", { facts: { number: caseNumber } });
    if (subject.wording !== wording || (subject.matter ?? "") !== (matter ?? ""))
      return refuse("conflict", "another-text", { facts: { title: subject.title } });
    if (subject.kinds?.includes(kind) === false)
      return refuse("conflict", "decided-elsewhere", { facts: { title: subject.title } });
    const { secret = false, appraises } = subject;
    subjects.set(caseNumber, appraises === undefined ? { secret } : { secret, does: "appraise", aboutPerson: appraises });
  }
  return subjects;
}
