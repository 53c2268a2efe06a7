import type { Tie } from "../../ties/tie-rule.ts";
import { type BudgetElection, costOf, exactInCurrency, inCurrency } from "../budget-election.ts";
import { fillGreedily } from "../greedy.ts";
import type { BudgetCount, CountOptions } from "../outcome.ts";
import type { BudgetRound, CompletionStep } from "../rounds.ts";
import { addOne, type AddOneResult } from "./add-one.ts";
import { explainRun } from "./explain-run.ts";
import { type RunTie, runEqualShares, startOf } from "./run.ts";
import { runStateOf } from "./run-state.ts";
import { type Slate, slateOf, type Utility } from "./slate.ts";

/** The Method of Equal Shares as it is: what is left over stays unspent. */
export function countEqualShares(election: BudgetElection, utility: Utility, options: CountOptions): BudgetCount {
  const slate = slateOf(election, utility, options.tieRanks);
  const state = runStateOf(slate);
  if (election.voters === 0) return { winners: [], ties: [], ...(options.explain ? { rounds: [] } : {}) };
  const start = startOf(slate, 0);
  const found = runEqualShares(state, start, 0);
  const winners = [...state.winners];
  const ties = tiesOf(slate, found, "equal-shares");
  return options.explain ? { winners, ties, rounds: explainRun(slate, start, "equal-shares") } : { winners, ties };
}

/** Equal Shares with cost utility, and what is left over spent greedily by votes. */
export function countFilled(election: BudgetElection, options: CountOptions): BudgetCount {
  const shares = countEqualShares(election, "cost", options);
  const filled = fillGreedily(election, shares.winners, options);
  const ties = [...shares.ties, ...filled.ties];
  if (!options.explain) return { winners: filled.winners, ties };
  return { winners: filled.winners, ties, rounds: [...(shares.rounds ?? []), ...(filled.rounds ?? [])] };
}

export type AddOneVariant = {
  /** Spend what is left greedily by votes (Add1U). */
  readonly fill: boolean;
  readonly stopWhenExhaustive: boolean;
};

/** Equal Shares completed by Add1 or Add1U. */
export function countAddOne(
  election: BudgetElection,
  utility: Utility,
  variant: AddOneVariant,
  options: CountOptions,
): BudgetCount {
  if (election.voters === 0) return variant.fill ? countFilled(election, options) : countEqualShares(election, utility, options);
  const slate = slateOf(election, utility, options.tieRanks);
  const result = addOne(slate, variant.stopWhenExhaustive, stepReporter(election, options));
  const filled = variant.fill ? fillGreedily(election, result.winners, options) : { winners: result.winners, ties: [] };
  const ties = [
    ...tiesOf(slate, result.earlierTies, "earlier step"),
    ...tiesOf(slate, result.ties, "equal-shares"),
    ...tiesOf(slate, result.overspending?.ties ?? [], "overspending step"),
    ...filled.ties,
  ];
  if (!options.explain) return { winners: filled.winners, ties };
  const rounds: BudgetRound[] = [...explainRun(slate, startOf(slate, result.raise), "equal-shares")];
  rounds.push(completionStep(slate, result), ...(filled.rounds ?? []));
  return { winners: filled.winners, ties, rounds };
}

/** Passes on how far a completion is, if somebody listens. */
export function stepReporter(election: BudgetElection, { onProgress }: CountOptions) {
  if (onProgress === undefined) return undefined;
  const budget = inCurrency(election, election.budget);
  return (steps: number, spent: number) => onProgress({ steps, spent: inCurrency(election, spent), budget });
}

function completionStep(slate: Slate, result: AddOneResult): CompletionStep {
  const { election } = slate;
  const step = {
    kind: "completion" as const,
    steps: result.raise / election.unitsPerOne,
    budgetPerVoter: exactInCurrency(election, startOf(slate, result.raise)),
    stopped: result.stopped,
  };
  if (result.overspending === undefined) return step;
  const start = startOf(slate, result.overspending.raise);
  return {
    ...step,
    overspending: {
      budgetPerVoter: exactInCurrency(election, start),
      projects: result.overspending.winners.map((winner) => election.projects[winner]!.id),
      cost: inCurrency(election, costOf(election, result.overspending.winners)),
      rounds: explainRun(slate, start, "overspending step"),
    },
  };
}

function tiesOf(slate: Slate, ties: readonly RunTie[], run: string): readonly Tie[] {
  return ties.map(({ round, tied }) => {
    const ids = tied.map((project) => slate.election.projects[project]!.id);
    return { round, run, tied: ids, taken: ids[0]! };
  });
}
