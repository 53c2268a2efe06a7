import type { BudgetElection } from "../budget-election.ts";

/** What a voter has of an approved project: its cost, or one. */
export type Utility = "cost" | "cardinality";

/**
 * The parts of an election that Equal Shares looks at, ready for many runs: which projects can be bought at all, and what their
 * price is divided by to compare them (utility per supporter; the price per utility is the literature's ρ).
 */
export type Slate = {
  readonly election: BudgetElection;
  readonly groups: number;
  readonly costs: Float64Array;
  readonly utilities: Float64Array;
  /** Projects of cost and utility above zero that somebody approves. */
  readonly buyable: Int32Array;
  /** Projects that cost nothing but are worth something to somebody: bought before everything else, by ρ = 0. */
  readonly free: readonly number[];
  readonly tieRanks: Int32Array;
};

export function slateOf(election: BudgetElection, utility: Utility, tieRanks: Int32Array): Slate {
  const costs = Float64Array.from(election.projects, (project) => project.cost);
  const utilities = utility === "cost" ? costs : new Float64Array(costs.length).fill(1);
  const wanted = election.projects
    .map((_, index) => index)
    .filter((index) => election.votes[index]! > 0 && utilities[index]! > 0);
  const free = wanted.filter((index) => costs[index] === 0).sort((a, b) => tieRanks[a]! - tieRanks[b]!);
  return {
    election,
    groups: election.weights.length,
    costs,
    utilities,
    buyable: Int32Array.from(wanted.filter((index) => costs[index]! > 0)),
    free,
    tieRanks,
  };
}
