import type { Profile } from "../ballots/profile.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BallotCount, byTieRule, type MethodOptions } from "./ballot-count.ts";
import { majority, matrixRows, pairwiseMatrix } from "./pairwise.ts";

/**
 * Schulze (2011), by margins: a beats b if the strongest path of majorities from a to b is stronger than any from b to a, where a
 * path is as strong as its weakest step. That relation has no cycles; seats go, one after the other, to a candidate whom no one
 * left beats.
 */
export function countSchulze(profile: Profile, { seats, tieRanks }: MethodOptions): BallotCount {
  const size = profile.candidates.length;
  const matrix = pairwiseMatrix(profile);
  const strengths = strongestPaths(matrix, size);
  const beats = (a: number, b: number) => strengths[a * size + b]! > strengths[b * size + a]!;
  const winners: number[] = [];
  const ties: Tie[] = [];
  let left = [...profile.candidates.keys()];
  while (winners.length < seats && left.length > 0) {
    const unbeaten = byTieRule(
      tieRanks,
      left.filter((a) => left.every((b) => !beats(b, a))),
    );
    const winner = unbeaten[0]!;
    const tied = unbeaten.map((index) => profile.candidates[index]!);
    if (tied.length > 1) ties.push({ round: winners.length + 1, run: "schulze", tied, taken: tied[0]! });
    winners.push(winner);
    left = left.filter((other) => other !== winner);
  }
  const { candidates } = profile;
  const round = {
    kind: "pairwise" as const,
    candidates,
    preferred: matrixRows(matrix, size),
    strengths: matrixRows(strengths, size),
  };
  return { winners, ties, rounds: [round] };
}

/** Floyd and Warshall's widest paths over the majorities won. */
export function strongestPaths(matrix: Float64Array, size: number): Float64Array {
  const strengths = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) strengths[a * size + b] = Math.max(0, majority(matrix, size, a, b));
  }
  for (let by = 0; by < size; by += 1) {
    for (let a = 0; a < size; a += 1) {
      const first = strengths[a * size + by]!;
      if (a === by || first === 0) continue;
      for (let b = 0; b < size; b += 1) {
        if (b === a || b === by) continue;
        const through = Math.min(first, strengths[by * size + b]!);
        if (through > strengths[a * size + b]!) strengths[a * size + b] = through;
      }
    }
  }
  return strengths;
}
