import type { BudgetOutcome } from "../budget/count-budget.ts";
import type { BudgetRound, ComparisonStep, CompletionStep } from "../budget/rounds.ts";
import { type BudgetCase, supportersOf } from "./budget-case.ts";
import { checkGreedy } from "./check-greedy.ts";
import { checkPhragmen } from "./check-phragmen.ts";
import { checkShares, type SharesKind } from "./check-shares.ts";
import { type Fraction, fraction, minus, order, plus, readFraction } from "./fraction.ts";

/**
 * Checks a budget count against the ballots by its own account (`countBudget` with `explain`), with code of its own: that each step
 * is what the rule says, and that the winners follow from the steps. Returns what is wrong; nothing if all is right.
 *
 * Of a completion by raising budgets the outcome kept and the one that would have cost too much are checked in full; that no step
 * between the two budgets was stopped at earlier is the one thing taken on trust.
 */
export function checkBudgetOutcome(election: BudgetCase, outcome: BudgetOutcome): readonly string[] {
  const { rule, rounds } = outcome;
  if (rounds === undefined) return ["the outcome has no rounds to check: count it with explain"];
  const faults: string[] = [];
  const funded = followRounds(election, outcome, rounds, faults);
  if (funded.join() !== outcome.winners.join()) faults.push(`the winners are not those of the rounds (${funded.join(", ")})`);
  const cost = costOf(election, outcome.winners);
  if (order(cost, election.budget) > 0) faults.push(`${rule} spends more than the budget`);
  if (Math.abs(outcome.cost - Number(cost.over) / Number(cost.under)) > 1e-9 * (1 + outcome.cost))
    faults.push("the cost is wrong");
  return faults;
}

function followRounds(
  election: BudgetCase,
  outcome: BudgetOutcome,
  rounds: readonly BudgetRound[],
  faults: string[],
): readonly string[] {
  const { rule, ties } = outcome;
  const byText = outcome.tieRule.includes("as text");
  const steps = rounds.filter((round) => round.kind === "greedy");
  const plain = {
    perCost: rule === "greedy-card",
    threshold: rule === "greedy-threshold",
    noSkip: rule === "greedy-no-skip",
    byText,
  };
  if (rule.startsWith("greedy")) return checkGreedy(election, steps, plain, [], faults);
  if (rule.startsWith("phragmen")) {
    const loads = rounds.filter((round) => round.kind === "load" || round.kind === "load-end");
    return checkPhragmen(election, loads, rule === "phragmen-skip", ties, faults);
  }
  const kind: SharesKind = { utility: rule.includes("card") ? "cardinality" : "cost", exact: rule.startsWith("ees") };
  const shares = rounds.filter((round) => round.kind === "shares" || round.kind === "shares-end");
  const bought = checkShares(election, shares, kind, ties, faults);
  const end = shares.find((round) => round.kind === "shares-end");
  const start = readFraction(end?.budgetPerVoter ?? "") ?? fraction(0n);
  const completion = rounds.find((round) => round.kind === "completion");
  if (completion === undefined) {
    if (election.voters > 0 && order(times(start, election.voters), election.budget) !== 0)
      faults.push("the voters' budgets are not the budget");
  } else checkCompletion(election, outcome, completion, { bought, start, kind }, faults);
  const comparison = rounds.find((round) => round.kind === "comparison");
  if (comparison !== undefined) {
    const greedy = checkGreedy(election, steps, plain, [], faults);
    return checkComparison(election, comparison, bought, greedy, faults);
  }
  return steps.length === 0 ? bought : checkGreedy(election, steps, plain, bought, faults);
}

function times(value: Fraction, factor: number): Fraction {
  return fraction(value.over * BigInt(factor), value.under);
}

function costOf(election: BudgetCase, ids: readonly string[]): Fraction {
  return ids.reduce((sum, id) => plus(sum, election.costs.get(id) ?? fraction(0n)), fraction(0n));
}

type Kept = { readonly bought: readonly string[]; readonly start: Fraction; readonly kind: SharesKind };

function checkCompletion(election: BudgetCase, outcome: BudgetOutcome, step: CompletionStep, kept: Kept, faults: string[]): void {
  const first = fraction(election.budget.over, election.budget.under * BigInt(election.voters));
  const stated = readFraction(step.budgetPerVoter);
  if (stated === undefined || order(stated, kept.start) !== 0 || order(stated, first) < 0)
    faults.push("the raised budget is wrong");
  const raised = minus(kept.start, first);
  if (!kept.kind.exact && order(raised, fraction(BigInt(step.steps))) !== 0) faults.push("the raise is not one for each step");
  const left = minus(election.budget, costOf(election, kept.bought));
  const fitting = [...election.costs].filter(
    ([id, cost]) => !kept.bought.includes(id) && cost.over > 0n && order(cost, left) <= 0 && supportersOf(election, id) > 0n,
  );
  if (step.stopped === "exhaustive" && fitting.length > 0) faults.push(`the outcome is not exhaustive: ${fitting[0]![0]} fits`);
  if (step.stopped !== "overspends") return;
  const { overspending } = step;
  if (overspending === undefined) {
    faults.push("the outcome that would overspend is not given");
    return;
  }
  const after = readFraction(overspending.budgetPerVoter);
  const next = plus(kept.start, fraction(1n));
  if (after === undefined || order(after, kept.start) <= 0 || (!kept.kind.exact && order(after, next) !== 0)) {
    faults.push("the overspending outcome is not that of the next step");
  }
  const bought = checkShares(election, overspending.rounds, kept.kind, outcome.ties, faults);
  if (order(costOf(election, bought), election.budget) <= 0) faults.push("the outcome said to overspend does not");
}

function checkComparison(
  election: BudgetCase,
  step: ComparisonStep,
  shares: readonly string[],
  greedy: readonly string[],
  faults: string[],
): readonly string[] {
  let [preferShares, preferGreedy] = [0n, 0n];
  for (const { approved, voters } of election.ballots) {
    const liked = (ids: readonly string[]) => ids.filter((id) => approved.has(id)).length;
    const [a, b] = [liked(shares), liked(greedy)];
    if (a > b) preferShares += voters;
    if (b > a) preferGreedy += voters;
  }
  if (preferShares !== BigInt(step.preferEqualShares) || preferGreedy !== BigInt(step.preferGreedy))
    faults.push("the head count is wrong");
  const keeps = preferGreedy > preferShares ? "greedy" : "equal-shares";
  if (step.kept !== keeps) faults.push(`the comparison should keep ${keeps}`);
  return keeps === "greedy" ? greedy : shares;
}
