import type { Tie } from "../../ties/tie-rule.ts";
import { type BudgetElection, costOf, exactInCurrency, inCurrency } from "../budget-election.ts";
import type { BudgetCount, CountOptions } from "../outcome.ts";
import type { BudgetRound } from "../rounds.ts";
import { type RunTie, startOf } from "../shares/run.ts";
import { stepReporter } from "../shares/equal-shares.ts";
import { type Slate, slateOf, type Utility } from "../shares/slate.ts";
import { addOpt } from "./add-opt.ts";
import { explainExactRun } from "./explain-exact-run.ts";
import { exactSharesStateOf, runExactShares } from "./run.ts";

/** Exact Equal Shares as it is: what is left over stays unspent. */
export function countExactShares(election: BudgetElection, utility: Utility, options: CountOptions): BudgetCount {
  if (election.voters === 0) return { winners: [], ties: [], ...(options.explain ? { rounds: [] } : {}) };
  const slate = slateOf(election, utility, options.tieRanks);
  const state = exactSharesStateOf(slate);
  const start = startOf(slate, 0);
  const ties = tiesOf(slate, runExactShares(state, start), "exact-shares");
  const winners = [...state.winners];
  return options.explain ? { winners, ties, rounds: explainExactRun(slate, start, "exact-shares") } : { winners, ties };
}

/**
 * Exact Equal Shares completed by add-opt: the start rises from each budget at which the run changes to the next, until an outcome
 * costs more than the budget (the one before is kept), nothing more fits, or nothing can change.
 */
export function countAddOpt(election: BudgetElection, utility: Utility, options: CountOptions): BudgetCount {
  if (election.voters === 0) return countExactShares(election, utility, options);
  const slate = slateOf(election, utility, options.tieRanks);
  const result = addOpt(slate, stepReporter(election, options));
  const ties = [
    ...tiesOf(slate, result.kept.ties, "exact-shares"),
    ...tiesOf(slate, result.overspending?.ties ?? [], "overspending step"),
  ];
  const { winners } = result.kept;
  if (!options.explain) return { winners, ties };
  const rounds: BudgetRound[] = [...explainExactRun(slate, result.kept.start, "exact-shares")];
  const { overspending } = result;
  rounds.push({
    kind: "completion",
    steps: result.steps,
    budgetPerVoter: exactInCurrency(election, result.kept.start),
    stopped: result.stopped,
    ...(overspending === undefined
      ? {}
      : {
          overspending: {
            budgetPerVoter: exactInCurrency(election, overspending.start),
            projects: overspending.winners.map((winner) => election.projects[winner]!.id),
            cost: inCurrency(election, costOf(election, overspending.winners)),
            rounds: explainExactRun(slate, overspending.start, "overspending step"),
          },
        }),
  });
  return { winners, ties, rounds };
}

function tiesOf(slate: Slate, ties: readonly RunTie[], run: string): readonly Tie[] {
  return ties.map(({ round, tied }) => {
    const ids = tied.map((project) => slate.election.projects[project]!.id);
    return { round, run, tied: ids, taken: ids[0]! };
  });
}
