import type { Tie } from "../ties/tie-rule.ts";
import type { BallotRound } from "./ballot-rounds.ts";

/** What a method decided, by candidate index. */
export type BallotCount = {
  /** In the order in which the method puts them. */
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  readonly rounds: readonly BallotRound[];
};

export type MethodOptions = {
  readonly seats: number;
  /** Place of each candidate in the tie rule's order: 0 is favoured over all others. */
  readonly tieRanks: Int32Array;
  /** What a ranking approves: its first tier, or everybody it lists. */
  readonly approve: "top" | "listed";
};

/** The candidates in the order of the tie rule, the favoured first. */
export function byTieRule(tieRanks: Int32Array, candidates: readonly number[]): number[] {
  return candidates.toSorted((a, b) => tieRanks[a]! - tieRanks[b]!);
}
