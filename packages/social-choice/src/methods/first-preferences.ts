import type { Ballot, Profile } from "../ballots/profile.ts";
import { add, type Rational, rational, ZERO } from "../exact/rational.ts";

/** Votes by candidate, each ballot for the best of those left; equals share it equally. */
export type Preferences = { readonly votes: readonly Rational[]; readonly exhausted: Rational };

export function firstPreferences(profile: Profile, left: ReadonlySet<number>): Preferences {
  // Whole numbers by the size of the group that shares a ballot; fractions only where there are groups.
  const shares = new Map<number, Float64Array>();
  let exhausted = 0;
  for (const ballot of profile.ballots) {
    const group = bestLeft(ballot, left);
    if (group.length === 0) {
      exhausted += ballot.weight;
      continue;
    }
    let votes = shares.get(group.length);
    if (votes === undefined) shares.set(group.length, (votes = new Float64Array(profile.candidates.length)));
    for (const candidate of group) votes[candidate] = votes[candidate]! + ballot.weight;
  }
  const votes = profile.candidates.map((_, candidate) => {
    let sum: Rational = ZERO;
    for (const [size, of] of shares) sum = add(sum, rational(of[candidate]!, size));
    return sum;
  });
  return { votes, exhausted: rational(exhausted) };
}

/** Those of the first tier with anybody left. */
function bestLeft({ ranking, tiers }: Ballot, left: ReadonlySet<number>): readonly number[] {
  if (tiers === undefined) {
    const first = ranking.find((candidate) => left.has(candidate));
    return first === undefined ? [] : [first];
  }
  let at = 0;
  for (const size of tiers) {
    const group = ranking.slice(at, at + size).filter((candidate) => left.has(candidate));
    if (group.length > 0) return group;
    at += size;
  }
  return [];
}
