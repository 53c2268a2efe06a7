import type { Ballot, Profile } from "../ballots/profile.ts";
import { tiersOf } from "../ballots/profile.ts";

/**
 * How many voters prefer a to b, at `a * candidates + b`. A listed candidate is preferred to every one not listed.
 * Whole numbers below 2^53, so doubles hold them exactly.
 */
export function pairwiseMatrix({ candidates, ballots }: Profile): Float64Array {
  const size = candidates.length;
  const matrix = new Float64Array(size * size);
  const unlisted = new Uint8Array(size);
  for (const ballot of ballots) {
    if (ballot.tiers === undefined) addStrict(matrix, size, ballot);
    else addTiers(matrix, size, ballot);
    if (ballot.ranking.length < size) addUnlisted(matrix, unlisted, ballot);
  }
  return matrix;
}

function addStrict(matrix: Float64Array, size: number, { ranking, weight }: Ballot): void {
  const listed = ranking.length;
  for (let place = 0; place < listed; place += 1) {
    const row = ranking[place]! * size;
    for (let below = place + 1; below < listed; below += 1) {
      const at = row + ranking[below]!;
      matrix[at] = matrix[at]! + weight;
    }
  }
}

function addTiers(matrix: Float64Array, size: number, ballot: Ballot): void {
  const tiers = tiersOf(ballot);
  for (const [place, tier] of tiers.entries()) {
    const below = tiers.slice(place + 1).flat();
    for (const better of tier) {
      for (const worse of below) matrix[better * size + worse] = matrix[better * size + worse]! + ballot.weight;
    }
  }
}

function addUnlisted(matrix: Float64Array, unlisted: Uint8Array, { ranking, weight }: Ballot): void {
  const size = unlisted.length;
  unlisted.fill(1);
  for (const candidate of ranking) unlisted[candidate] = 0;
  for (const candidate of ranking) {
    const row = candidate * size;
    for (let other = 0; other < size; other += 1) if (unlisted[other] === 1) matrix[row + other] = matrix[row + other]! + weight;
  }
}

/** Voters who prefer a to b, less those who prefer b to a. */
export function majority(matrix: Float64Array, size: number, a: number, b: number): number {
  return matrix[a * size + b]! - matrix[b * size + a]!;
}

/** The matrix as rows. */
export function matrixRows(matrix: Float64Array, size: number): readonly (readonly number[])[] {
  return Array.from({ length: size }, (_, row) => [...matrix.subarray(row * size, (row + 1) * size)]);
}
