import type { GreedyStep } from "../budget/rounds.ts";
import { type BudgetCase, textOrder } from "./budget-case.ts";
import { type Fraction, fraction, minus, order, readFraction, times } from "./fraction.ts";

const WITHDRAWN = 999_999_999n;

export type GreedyKind = {
  readonly perCost: boolean;
  readonly threshold: boolean;
  readonly noSkip: boolean;
  readonly byText: boolean;
};

/** Follows a greedy pass step by step: its order, what was left, and each verdict. Returns who is funded. */
export function checkGreedy(
  election: BudgetCase,
  steps: readonly GreedyStep[],
  kind: GreedyKind,
  already: readonly string[],
  faults: string[],
): readonly string[] {
  let left = already.reduce((rest, id) => minus(rest, election.costs.get(id)!), election.budget);
  const funded = [...already];
  const seen = new Set(already);
  for (const [index, step] of steps.entries()) {
    const where = `${step.run} step ${index + 1} (${step.project})`;
    const cost = election.costs.get(step.project);
    if (cost === undefined || seen.has(step.project)) {
      faults.push(`${where}: not a project, or looked at twice`);
      return funded;
    }
    seen.add(step.project);
    if (order(readFraction(String(step.left))!, left) !== 0) faults.push(`${where}: ${step.left} is not what was left`);
    const before = steps[index - 1];
    if (before !== undefined && !mayFollow(election, kind, before.project, step.project)) faults.push(`${where}: out of order`);
    const verdict = verdictOn(election, kind, step.project, left);
    if (verdict !== step.verdict) faults.push(`${where}: «${step.verdict}» should be «${verdict}»`);
    if (verdict === "funded") {
      funded.push(step.project);
      left = minus(left, cost);
    }
    if (kind.noSkip && verdict === "does not fit") {
      if (index < steps.length - 1) faults.push(`${where}: the pass should have ended here`);
      return funded;
    }
  }
  if (seen.size !== election.costs.size) faults.push("some projects were never looked at");
  return funded;
}

function verdictOn(election: BudgetCase, kind: GreedyKind, project: string, left: Fraction): GreedyStep["verdict"] {
  const cost = election.costs.get(project)!;
  if (kind.noSkip && order(cost, fraction(WITHDRAWN)) === 0) return "withdrawn";
  if (kind.threshold && order(election.tally.get(project)!, election.threshold) < 0) return "below threshold";
  return order(cost, left) <= 0 ? "funded" : "does not fit";
}

function mayFollow(election: BudgetCase, kind: GreedyKind, first: string, second: string): boolean {
  const [tallyA, tallyB] = [election.tally.get(first)!, election.tally.get(second)!];
  const [costA, costB] = [election.costs.get(first)!, election.costs.get(second)!];
  // Per cost: a / ca against b / cb as a · cb against b · ca; what costs nothing comes before all else if wanted, else last.
  const [freeA, freeB] = [costA.over === 0n && tallyA.over > 0n, costB.over === 0n && tallyB.over > 0n];
  let sign = order(tallyA, tallyB);
  if (kind.perCost && (freeA || freeB)) sign = Number(freeA) - Number(freeB);
  else if (kind.perCost && costA.over > 0n && costB.over > 0n) sign = order(times(tallyA, costB), times(tallyB, costA));
  return sign > 0 || (sign === 0 && (!kind.byText || textOrder(first, second) < 0));
}
