import { type Profile, votersOf } from "./ballots/profile.ts";
import { approvalCommittee } from "./committees/approval.ts";
import { committeeEqualShares } from "./committees/equal-shares.ts";
import { type CommitteeRule, everyCommittee, fillCommittee } from "./committees/committee.ts";
import { seqPav } from "./committees/seq-pav.ts";
import { seqPhragmen } from "./committees/seq-phragmen.ts";
import type { BallotCount, MethodOptions } from "./methods/ballot-count.ts";
import type { BallotRound } from "./methods/ballot-rounds.ts";
import { countIrv, countPluralityRunoff } from "./methods/runoffs.ts";
import { countSchulze } from "./methods/schulze.ts";
import { countApproval, countBorda, countCopeland } from "./methods/scores.ts";
import { countScottishStv } from "./methods/scottish-stv.ts";
import { SocialChoiceRefusal } from "./refusal.ts";
import { BY_TEXT, describeTieRule, type Tie, type TieRule, tieRanks } from "./ties/tie-rule.ts";

type Method = {
  readonly says: string;
  readonly count: (profile: Profile, options: MethodOptions) => BallotCount;
  /** Methods that are for one winner elect one unless told otherwise, whatever seats the file has. */
  readonly single?: true;
  /** For rules that fill a committee seat by seat. */
  readonly rule?: CommitteeRule;
};

function committee(says: string, rule: CommitteeRule): Method {
  return { says, count: (profile, options) => fillCommittee(rule, profile, options), rule };
}

const METHODS = {
  approval: { says: "the most approved", count: countApproval, rule: approvalCommittee },
  "plurality-runoff": {
    says: "a majority of first preferences, else a second round of two",
    count: countPluralityRunoff,
    single: true,
  },
  borda: { says: "a point for everyone ranked below, half a point for every equal", count: countBorda, single: true },
  irv: { says: "instant run-off: the one with the fewest votes is put out, round by round", count: countIrv, single: true },
  "scottish-stv": { says: "single transferable vote by the Scottish order of 2007", count: countScottishStv },
  schulze: { says: "strongest paths of majorities, by margins", count: countSchulze, single: true },
  copeland: { says: "pairwise majorities won less lost", count: countCopeland, single: true },
  "seq-pav": committee("sequential proportional approval voting", seqPav),
  "seq-phragmen": committee("sequential Phragmén", seqPhragmen),
  "equal-shares": committee("Method of Equal Shares with unit costs, completed by sequential Phragmén", committeeEqualShares),
} as const satisfies Readonly<Record<string, Method>>;

export type BallotMethod = keyof typeof METHODS;

/** Every method with one line on what it does. */
export const BALLOT_METHODS: readonly { readonly method: BallotMethod; readonly says: string }[] = Object.entries(METHODS).map(
  ([method, { says }]) => ({ method: method as BallotMethod, says }),
);

export type BallotCountOptions = {
  /** Unless given: one for methods that are for one winner, else as the profile says, else one. */
  readonly seats?: number;
  readonly tieRule?: TieRule;
  readonly explain?: boolean;
  /** What a ranking approves under the approval rules: its first tier, or everybody it lists. */
  readonly approve?: "top" | "listed";
};

export type BallotOutcome = {
  readonly method: BallotMethod;
  readonly seats: number;
  readonly winners: readonly string[];
  readonly ties: readonly Tie[];
  readonly tieRule: string;
  readonly rounds?: readonly BallotRound[];
};

/**
 * Counts ballots by a method. Every comparison is exact; ties are broken by `tieRule` (the order of names as text unless said
 * otherwise) and reported.
 * @throws SocialChoiceRefusal for an unknown method, a number of seats it cannot fill, or no ballots at all.
 */
export function countBallots(profile: Profile, method: string, options: BallotCountOptions = {}): BallotOutcome {
  const { tieRule = BY_TEXT, explain = false } = options;
  const { found, settled } = settle(profile, method, options);
  const { winners, ties, rounds } = METHODS[found].count(profile, settled);
  return {
    method: found,
    seats: settled.seats,
    winners: winners.map((winner) => profile.candidates[winner]!),
    ties,
    tieRule: describeTieRule(tieRule),
    ...(explain ? { rounds } : {}),
  };
}

/**
 * All committees that some way of breaking ties leads to (`approval`, `seq-pav`, `seq-phragmen`, `equal-shares`), by names.
 * @throws SocialChoiceRefusal for other methods, and if there are too many.
 */
export function allCommittees(
  profile: Profile,
  method: string,
  options: BallotCountOptions = {},
): readonly (readonly string[])[] {
  const { found, settled } = settle(profile, method, options);
  const { rule }: Method = METHODS[found];
  if (rule === undefined) throw new SocialChoiceRefusal("unknown-rule", `${method} does not fill a committee seat by seat`);
  return everyCommittee(rule, profile, settled).map((members) => members.map((member) => profile.candidates[member]!));
}

function settle(profile: Profile, method: string, { seats, tieRule = BY_TEXT, approve = "top" }: BallotCountOptions) {
  if (!isBallotMethod(method)) {
    const known = BALLOT_METHODS.map((entry) => entry.method).join(", ");
    throw new SocialChoiceRefusal("unknown-rule", `no method «${method}»; there are ${known}`);
  }
  const { single }: Method = METHODS[method];
  const filled = seats ?? (single === true ? 1 : (profile.seats ?? 1));
  if (!Number.isSafeInteger(filled) || filled < 1 || filled > profile.candidates.length) {
    throw new SocialChoiceRefusal("bad-seats", `${filled} seats for ${profile.candidates.length} candidates`);
  }
  if (votersOf(profile) === 0) throw new SocialChoiceRefusal("unsupported-ballots", "nobody voted");
  const settled: MethodOptions = { seats: filled, tieRanks: tieRanks(tieRule, profile.candidates), approve };
  return { found: method, settled };
}

function isBallotMethod(method: string): method is BallotMethod {
  return Object.hasOwn(METHODS, method);
}
