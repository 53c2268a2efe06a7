import type { Ballot, Profile } from "../ballots/profile.ts";
import { type Fraction, fraction, plus } from "./fraction.ts";

/** A ballot as the checker sees it: at which place each candidate stands, and how many cast it. */
export type Sheet = { readonly places: readonly number[]; readonly voters: bigint; readonly approved: ReadonlySet<number> };

/** Places from 0; those not listed stand together last, at infinity. */
export function sheetsOf(profile: Profile, approve: "top" | "listed"): readonly Sheet[] {
  return profile.ballots.map((ballot) => {
    const places = placesOn(ballot, profile.candidates.length);
    const limit = profile.kind === "approval" || approve === "listed" ? Infinity : 1;
    return {
      places,
      voters: BigInt(ballot.weight),
      approved: new Set([...places.keys()].filter((index) => places[index]! < limit)),
    };
  });
}

function placesOn({ ranking, tiers }: Ballot, candidates: number): readonly number[] {
  const places = Array.from({ length: candidates }, () => Infinity);
  const sizes = tiers ?? ranking.map(() => 1);
  let listed = 0;
  for (const [place, size] of sizes.entries()) {
    for (const candidate of ranking.slice(listed, listed + size)) places[candidate] = place;
    listed += size;
  }
  return places;
}

export function preferring(sheets: readonly Sheet[], a: number, b: number): bigint {
  return sheets.reduce((sum, { places, voters }) => sum + (places[a]! < places[b]! ? voters : 0n), 0n);
}

/** Each sheet for the best placed of those left, shared among equals. */
export function votesFor(
  sheets: readonly Sheet[],
  left: readonly number[],
): { readonly votes: ReadonlyMap<number, Fraction>; readonly exhausted: Fraction } {
  const votes = new Map(left.map((candidate) => [candidate, fraction(0n)]));
  let exhausted = fraction(0n);
  for (const { places, voters } of sheets) {
    const best = Math.min(...left.map((candidate) => places[candidate]!));
    const first = left.filter((candidate) => places[candidate] === best);
    if (best === Infinity) exhausted = plus(exhausted, fraction(voters));
    else for (const candidate of first) votes.set(candidate, plus(votes.get(candidate)!, fraction(voters, BigInt(first.length))));
  }
  return { votes, exhausted };
}
