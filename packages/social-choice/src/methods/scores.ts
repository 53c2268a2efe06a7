import type { Profile } from "../ballots/profile.ts";
import { approvedOn, tiersOf } from "../ballots/profile.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BallotCount, byTieRule, type MethodOptions } from "./ballot-count.ts";
import { majority, pairwiseMatrix } from "./pairwise.ts";

/** Approval voting: the most approved. */
export function countApproval(profile: Profile, options: MethodOptions): BallotCount {
  const scores = new Float64Array(profile.candidates.length);
  for (const ballot of profile.ballots) {
    for (const candidate of approvedOn(profile, ballot, options.approve)) scores[candidate] = scores[candidate]! + ballot.weight;
  }
  return highest(profile, scores, "approvals", String, options);
}

/**
 * Borda: a point for every candidate ranked below, half a point for every one ranked equally. Those not listed are equal last, so
 * each ballot gives the same sum of points however many it lists.
 */
export function countBorda(profile: Profile, options: MethodOptions): BallotCount {
  const candidates = profile.candidates.length;
  // In half points, so that they stay whole.
  const scores = new Float64Array(candidates);
  for (const ballot of profile.ballots) {
    let better = 0;
    for (const tier of tiersOf(ballot)) {
      const halves = 2 * (candidates - better - tier.length) + (tier.length - 1);
      for (const candidate of tier) scores[candidate] = scores[candidate]! + halves * ballot.weight;
      better += tier.length;
    }
    if (better === candidates) continue;
    const halves = candidates - better - 1;
    const listed = new Set(ballot.ranking);
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      if (!listed.has(candidate)) scores[candidate] = scores[candidate]! + halves * ballot.weight;
    }
  }
  return highest(profile, scores, "Borda points", halfText, options);
}

/** Copeland: pairwise majorities won less those lost. */
export function countCopeland(profile: Profile, options: MethodOptions): BallotCount {
  const matrix = pairwiseMatrix(profile);
  const candidates = profile.candidates.length;
  const scores = new Float64Array(candidates);
  for (let a = 0; a < candidates; a += 1) {
    for (let b = 0; b < candidates; b += 1) scores[a] = scores[a]! + Math.sign(majority(matrix, candidates, a, b));
  }
  return highest(profile, scores, "pairwise majorities won less lost", String, options);
}

function halfText(halves: number): string {
  return halves % 2 === 0 ? String(halves / 2) : `${halves}/2`;
}

/** The candidates with the highest scores; a tie is one between those in and those out, or about the order of those in. */
function highest(
  profile: Profile,
  scores: Float64Array,
  of: string,
  text: (score: number) => string,
  { seats, tieRanks }: MethodOptions,
): BallotCount {
  const order = byTieRule(tieRanks, [...profile.candidates.keys()]).sort((a, b) => scores[b]! - scores[a]!);
  const winners = order.slice(0, seats);
  const ties: Tie[] = [];
  for (const [place, winner] of winners.entries()) {
    const tied = order.slice(place).filter((other) => scores[other] === scores[winner]);
    const name = profile.candidates[winner]!;
    if (tied.length > 1)
      ties.push({ round: place + 1, run: of, tied: tied.map((index) => profile.candidates[index]!), taken: name });
  }
  const table = order.map((index) => ({ candidate: profile.candidates[index]!, score: text(scores[index]!) }));
  return { winners, ties, rounds: [{ kind: "scores", of, scores: table }] };
}
