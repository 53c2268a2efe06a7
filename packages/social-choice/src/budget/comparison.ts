import type { BudgetElection } from "./budget-election.ts";
import { countGreedy } from "./greedy.ts";
import type { BudgetCount, CountOptions } from "./outcome.ts";
import type { ComparisonStep } from "./rounds.ts";
import { countAddOne } from "./shares/equal-shares.ts";

/**
 * Equal Shares unless more voters would rather have the greedy outcome (Wieliczka 2023, Aarau): every voter counts, also one with
 * nothing at all under one of the two outcomes; each prefers the outcome with more projects that he or she approves. Equal Shares
 * is completed as Wieliczka did it: Add1 until an outcome costs too much.
 */
export function countWithComparison(election: BudgetElection, options: CountOptions): BudgetCount {
  const shares = countAddOne(election, "cost", { fill: false, stopWhenExhaustive: false }, options);
  const greedy = countGreedy(election, { by: "tally" }, options);
  const heads = headCount(election, shares.winners, greedy.winners);
  const keepsShares = heads.preferGreedy <= heads.preferFirst;
  const winners = keepsShares ? shares.winners : greedy.winners;
  const ties = [...shares.ties, ...greedy.ties];
  if (!options.explain) return { winners, ties };
  const ids = (of: readonly number[]) => of.map((project) => election.projects[project]!.id);
  const step: ComparisonStep = {
    kind: "comparison",
    equalShares: ids(shares.winners),
    greedy: ids(greedy.winners),
    preferEqualShares: heads.preferFirst,
    preferGreedy: heads.preferGreedy,
    indifferent: election.voters - heads.preferFirst - heads.preferGreedy,
    kept: keepsShares ? "equal-shares" : "greedy",
  };
  return { winners, ties, rounds: [...(shares.rounds ?? []), ...(greedy.rounds ?? []), step] };
}

/** Voters who approve more of the first outcome, and more of the greedy one. */
function headCount(election: BudgetElection, first: readonly number[], greedy: readonly number[]) {
  const [inFirst, inGreedy] = [new Set(first), new Set(greedy)];
  let [preferFirst, preferGreedy] = [0, 0];
  for (const [group, voters] of election.weights.entries()) {
    let balance = 0;
    for (let at = election.approvalStarts[group]!; at < election.approvalStarts[group + 1]!; at += 1) {
      const project = election.approvals[at]!;
      balance += Number(inFirst.has(project)) - Number(inGreedy.has(project));
    }
    if (balance > 0) preferFirst += voters;
    if (balance < 0) preferGreedy += voters;
  }
  return { preferFirst, preferGreedy };
}
