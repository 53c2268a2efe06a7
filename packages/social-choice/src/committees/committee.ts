import { approvedOn, type Profile } from "../ballots/profile.ts";
import { assembleElection, type BudgetElection } from "../budget/budget-election.ts";
import { compare, formatRational, type Rational } from "../exact/rational.ts";
import { type BallotCount, byTieRule, type MethodOptions } from "../methods/ballot-count.ts";
import type { SeatRound } from "../methods/ballot-rounds.ts";
import { SocialChoiceRefusal } from "../refusal.ts";
import type { Tie } from "../ties/tie-rule.ts";

/** A committee half filled, under a rule that fills it seat by seat. */
export type Filling = {
  readonly taken: readonly number[];
  /** What each candidate not taken is worth for the next seat. Never empty while candidates are left. */
  readonly offers: () => Offers;
  readonly take: (candidate: number) => Filling;
  /** Where only who is in matters, not in which order: partial committees of the same members need to be gone on from only once. */
  readonly orderless?: boolean;
};

export type Offers = {
  readonly by: SeatRound["by"];
  /** Whether the highest value is the best, or the lowest. */
  readonly best: "highest" | "lowest";
  readonly offers: readonly Offer[];
};
export type Offer = { readonly candidate: number; readonly value: Rational };

/** A rule: the committee with nobody in it yet. */
export type CommitteeRule = (election: BudgetElection, seats: number) => Filling;

const NEXT_BEST_MAX = 3;
/** Ties can multiply committees without end: beyond so many partial ones the search is given up, aloud. */
const PARTIAL_COMMITTEES_MAX = 200_000;

/** The approvals of a profile as an election in which every candidate costs one, of a budget of one for each seat. */
export function committeeElection(profile: Profile, { seats, approve }: MethodOptions): BudgetElection {
  return assembleElection({
    projects: profile.candidates.map((id) => ({ id, cost: 1 })),
    budget: seats,
    ballots: profile.ballots.map((ballot) => approvedOn(profile, ballot, approve)),
    castBy: profile.ballots.map((ballot) => ballot.weight),
  });
}

/** Fills the committee, ties broken by the tie rule. */
export function fillCommittee(rule: CommitteeRule, profile: Profile, options: MethodOptions): BallotCount {
  const seats = Math.min(options.seats, profile.candidates.length);
  let filling = rule(committeeElection(profile, options), options.seats);
  const ties: Tie[] = [];
  const rounds: SeatRound[] = [];
  while (filling.taken.length < seats) {
    const offered = filling.offers();
    const order = byMerit(offered, options.tieRanks);
    const tied = bestOffers(offered).map(({ candidate }) => candidate);
    const taken = byTieRule(options.tieRanks, tied)[0]!;
    const name = (candidate: number) => profile.candidates[candidate]!;
    const seat = filling.taken.length + 1;
    if (tied.length > 1) {
      ties.push({ round: seat, run: offered.by, tied: byTieRule(options.tieRanks, tied).map(name), taken: name(taken) });
    }
    const chosen = offered.offers.find(({ candidate }) => candidate === taken)!;
    const others = order.filter(({ candidate }) => candidate !== taken).slice(0, NEXT_BEST_MAX);
    rounds.push({
      kind: "seat",
      seat,
      candidate: name(taken),
      by: offered.by,
      value: formatRational(chosen.value),
      nextBest: others.map(({ candidate, value }) => ({ candidate: name(candidate), value: formatRational(value) })),
    });
    filling = filling.take(taken);
  }
  return { winners: filling.taken, ties, rounds };
}

/**
 * Every committee that some way of breaking the ties leads to, each in ascending order of candidates.
 * @throws SocialChoiceRefusal if there are too many to list.
 */
export function everyCommittee(rule: CommitteeRule, profile: Profile, options: MethodOptions): readonly (readonly number[])[] {
  const seats = Math.min(options.seats, profile.candidates.length);
  const found = new Map<string, readonly number[]>();
  const open: Filling[] = [rule(committeeElection(profile, options), options.seats)];
  const begun = new Set<string>();
  let partial = 0;
  for (let filling = open.pop(); filling !== undefined; filling = open.pop()) {
    partial += 1;
    if (partial > PARTIAL_COMMITTEES_MAX) {
      throw new SocialChoiceRefusal(
        "too-many-outcomes",
        `the ties lead to more than ${PARTIAL_COMMITTEES_MAX} partial committees`,
      );
    }
    const members = filling.taken.toSorted((a, b) => a - b);
    const key = members.join();
    if (members.length === seats) {
      found.set(key, members);
      continue;
    }
    if (filling.orderless === true && begun.has(key)) continue;
    begun.add(key);
    for (const { candidate } of bestOffers(filling.offers())) open.push(filling.take(candidate));
  }
  return [...found.values()].sort((a, b) => firstDifference(a, b));
}

function bestOffers({ best, offers }: Offers): readonly Offer[] {
  const sign = best === "highest" ? -1 : 1;
  let tied: Offer[] = [];
  for (const offer of offers) {
    const order = tied[0] === undefined ? -1 : sign * compare(offer.value, tied[0].value);
    if (order < 0) tied = [offer];
    else if (order === 0) tied.push(offer);
  }
  return tied;
}

function byMerit({ best, offers }: Offers, tieRanks: Int32Array): readonly Offer[] {
  const sign = best === "highest" ? -1 : 1;
  return offers.toSorted((a, b) => sign * compare(a.value, b.value) || tieRanks[a.candidate]! - tieRanks[b.candidate]!);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((candidate, index) => candidate !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
