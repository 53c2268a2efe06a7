import type { Tie } from "../ties/tie-rule.ts";
import type { BudgetRound } from "./rounds.ts";

/** What a rule decided, by project index; {@link countBudget} turns it into ids. */
export type BudgetCount = {
  /** In the order in which they were funded. */
  readonly winners: readonly number[];
  readonly ties: readonly Tie[];
  /** The round-by-round account, where it was asked for. */
  readonly rounds?: readonly BudgetRound[];
};

export type CountOptions = {
  /** Place of each project in the tie rule's order, as {@link tieRanks} gives it. */
  readonly tieRanks: Int32Array;
  readonly explain: boolean;
  /** Told at every step of a completion how far it is. */
  readonly onProgress?: (progress: CountProgress) => void;
};

export type CountProgress = {
  /** How many outcomes were computed. */
  readonly steps: number;
  /** What the last one costs, and the budget; in the currency. */
  readonly spent: number;
  readonly budget: number;
};
