import {
  type ExplainedReason,
  type RuleVersion,
  type Verdict,
  explainReason,
  judge,
  readMeeting,
  resolveRule,
} from "@gongzhi/decision-rules";
import { FLOOR } from "./kinds.ts";

export type Crowd = {
  readonly persons: number;
  readonly women: number;
  readonly households: number;
  /** Of owners: their floor area in whole 1/100 m². */
  readonly floorDm2?: number | null;
};
export type Votes = { readonly for: number; readonly against: number; readonly abstain: number; readonly invalid: number };

export type Choice = {
  readonly candidate: string;
  readonly seats: number;
  readonly rivals: readonly { readonly candidate: string; readonly votes: number }[];
};

/** What is known of a meeting when it is judged: as much as there is at that hour. */
export type Known = {
  readonly form: string;
  readonly day: string;
  readonly noticeDay: string;
  readonly facts: readonly string[];
  readonly due: Crowd;
  readonly here: Omit<Crowd, "women"> | null;
  /** Written mandates found in order, counted among those here. */
  readonly proxies: number;
  readonly item: {
    readonly matter: string | null;
    readonly method: string | null;
    readonly steppedAside: number;
    readonly votes: Votes | null;
    /** The floor area behind each choice in whole 1/100 m²; null where none is counted. */
    readonly floors?: Votes | null;
    /** One candidate of several for so many seats: `votes.for` are theirs. */
    readonly choice: Choice | null;
  } | null;
};

export type MeetingVerdict = Omit<Verdict, "reasons"> & { readonly reasons: readonly ExplainedReason[] };

/**
 * The verdict of `decision-rules` on what is known, with a sentence for each reason. The same document and figures give the same
 * verdict for ever.
 * @throws DecisionRefusal where figures contradict each other: a bug, since every figure was checked when it was taken down
 */
export function judgeMeeting(document: unknown, known: Known): MeetingVerdict {
  const rule = resolveRule(document, known.day);
  const { reasons: all, ...judged } = judge(rule, readMeeting(meetingDocument(rule, known)));
  const candidate = known.item?.choice?.candidate;
  // Of several candidates each is told of as if alone: what the others got is told at theirs.
  const reasons = all.filter(({ code, params }) => code !== "candidate" || params["candidate"] === candidate);
  const verdict =
    candidate === undefined || judged.selection === null ? judged : { ...judged, outcome: ofCandidate(judged, candidate) };
  return { ...verdict, reasons: reasons.map((reason) => explainReason(reason, rule)) };
}

/** Whether one candidate is among those chosen; a meeting that was not held or not valid chose nobody. */
function ofCandidate({ outcome, selection }: Pick<Verdict, "outcome" | "selection">, candidate: string): Verdict["outcome"] {
  if (outcome !== "passed" && outcome !== "partly-filled" && outcome !== "failed") return outcome;
  return selection?.elected.includes(candidate) === true ? "passed" : "failed";
}

/** The meeting as the published format has it (`gongzhi judge RULE MEETING` gives the same verdict). */
export function meetingDocument(rule: RuleVersion, known: Known): Readonly<Record<string, unknown>> {
  const { form, day, noticeDay, due, here, item } = known;
  const units = rule.forms.find(({ id }) => id === form)?.counts ?? [];
  const figures = (crowd: Omit<Crowd, "women">) => Object.fromEntries(units.map((unit) => [unit, figureOf(crowd, unit)]));
  return {
    form,
    meetingDay: day,
    notice: { day: noticeDay, withAgenda: true },
    roll: { ...figures(due), women: due.women },
    ...(here === null ? {} : { attendance: figures(here), proxies: known.proxies }),
    facts: Object.fromEntries(known.facts.map((fact) => [fact, true])),
    ...(item?.matter === undefined || item.matter === null ? {} : { item: item.matter }),
    ...(item === null || item.steppedAside === 0
      ? {}
      : { recusal: { interested: item.steppedAside, steppedAside: item.steppedAside } }),
    ...votesOf(known, units[0] ?? ""),
    ...(item?.method === undefined || item.method === null ? {} : { method: METHOD[item.method] ?? item.method }),
  };
}

function figureOf(crowd: Omit<Crowd, "women">, unit: string): number {
  if (unit === FLOOR) return crowd.floorDm2 ?? 0;
  return unit === "households" ? crowd.households : crowd.persons;
}

function votesOf({ form, here, item }: Known, persons: string): Readonly<Record<string, unknown>> {
  if (item === null || item.votes === null) return {};
  const { votes, floors = null, choice, steppedAside } = item;
  if (choice === null) return { ballots: floors === null ? votes : { [persons]: votes, [FLOOR]: floors } };
  const own = { id: choice.candidate, votes: votes.for };
  const candidates = [own, ...choice.rivals.map(({ candidate: id, votes: theirs }) => ({ id, votes: theirs }))];
  return { selection: { seats: choice.seats, cast: here === null ? 0 : mostVotes(form, here, steppedAside), candidates } };
}

/** The floor area of all these owners; null where none is counted. */
export function floorOf(due: readonly { readonly floorDm2?: number | null }[]): number | null {
  const floors = due.flatMap(({ floorDm2 }) => floorDm2 ?? []);
  return floors.length === 0 ? null : floors.reduce((sum, one) => sum + one, 0);
}

/** What the hall calls a way of voting, and what the decision rules do. */
const METHOD: Readonly<Record<string, string>> = {
  "show-of-hands": "show-of-hands",
  "paper-ballots": "secret-ballot",
  phone: "secret-ballot",
};

/** How many sit there whose votes may be counted: in the form of households one of each. */
export function mostVotes(form: string, here: Omit<Crowd, "women">, steppedAside: number): number {
  return Math.max(0, (form === "households" ? here.households : here.persons) - steppedAside);
}
