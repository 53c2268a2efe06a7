import type { GreedyStep } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetCase, textOrder } from "./budget-case.ts";
import { type Fraction, fraction, minus, order, plus, times } from "./fraction.ts";
import { misstated, numberOf } from "./statement.ts";

const WITHDRAWN = 999_999_999n;

export type GreedyKind = {
  /** The name under which its steps go. */
  readonly run: string;
  readonly perCost: boolean;
  readonly threshold: boolean;
  readonly noSkip: boolean;
  readonly byText: boolean;
};

/** Follows a greedy pass step by step: its order, every figure, each verdict. Returns who is funded; ties go into `found`. */
export function checkGreedy(
  election: BudgetCase,
  steps: readonly GreedyStep[],
  kind: GreedyKind,
  already: readonly string[],
  found: Tie[],
  faults: string[],
): readonly string[] {
  let left = already.reduce((rest, id) => minus(rest, election.costs.get(id)!), election.budget);
  const funded = [...already];
  const unseen = new Set([...election.costs.keys()].filter((id) => !already.includes(id)));
  for (const [index, step] of steps.entries()) {
    const where = `${kind.run} step ${index + 1} (${step.project})`;
    const cost = election.costs.get(step.project);
    if (cost === undefined || !unseen.delete(step.project)) {
      faults.push(`${where}: not a project, or looked at twice`);
      return funded;
    }
    const before = steps[index - 1];
    if (before !== undefined && !mayFollow(election, kind, before.project, step.project)) faults.push(`${where}: out of order`);
    const verdict = verdictOn(election, kind, step.project, left);
    const tally = numberOf(election.tally.get(step.project)!);
    const figures = { project: step.project, tally, cost: numberOf(cost), left: numberOf(left) };
    const wrong = misstated(step, { kind: "greedy", run: kind.run, ...figures, verdict });
    if (wrong.length > 0) faults.push(`${where}: stated wrongly: ${wrong.join(", ")}; the verdict is «${verdict}»`);
    if (verdict === "funded") {
      const tied = equalsThatFit(election, kind, step.project, unseen, left);
      if (tied.length > 0) found.push({ round: index + 1, run: kind.run, tied: [step.project, ...tied], taken: step.project });
      funded.push(step.project);
      left = minus(left, cost);
    }
    if (kind.noSkip && verdict === "does not fit") {
      if (index < steps.length - 1) faults.push(`${where}: the pass should have ended here`);
      return funded;
    }
  }
  if (unseen.size > 0) faults.push("some projects were never looked at");
  return funded;
}

/** Those as good that fit now, if all together do not, or if the pass ends at a misfit: only then does their order matter. */
function equalsThatFit(
  election: BudgetCase,
  kind: GreedyKind,
  project: string,
  unseen: ReadonlySet<string>,
  left: Fraction,
): readonly string[] {
  const equals = [...unseen].filter(
    (id) => meritSign(election, kind, project, id) === 0 && verdictOn(election, kind, id, left) === "funded",
  );
  const together = equals.reduce((sum, id) => plus(sum, election.costs.get(id)!), election.costs.get(project)!);
  return kind.noSkip || order(together, left) > 0 ? equals : [];
}

function verdictOn(election: BudgetCase, kind: GreedyKind, project: string, left: Fraction): GreedyStep["verdict"] {
  const cost = election.costs.get(project)!;
  if (kind.noSkip && order(cost, fraction(WITHDRAWN)) === 0) return "withdrawn";
  if (kind.threshold && order(election.tally.get(project)!, election.threshold) < 0) return "below threshold";
  return order(cost, left) <= 0 ? "funded" : "does not fit";
}

function mayFollow(election: BudgetCase, kind: GreedyKind, first: string, second: string): boolean {
  const sign = meritSign(election, kind, first, second);
  return sign > 0 || (sign === 0 && (!kind.byText || textOrder(first, second) < 0));
}

/** Per cost: tally / cost, where what costs nothing is worth 1 / 0 if wanted, else 0 / 1. */
function meritSign(election: BudgetCase, { perCost }: GreedyKind, first: string, second: string): number {
  if (!perCost) return order(election.tally.get(first)!, election.tally.get(second)!);
  const [a, b] = [first, second].map((id): Worth => {
    const [tally, cost] = [election.tally.get(id)!, election.costs.get(id)!];
    const isWanted = fraction(tally.over > 0n ? 1n : 0n);
    return cost.over > 0n ? { above: tally, below: cost } : { above: isWanted, below: minus(fraction(1n), isWanted) };
  }) as [Worth, Worth];
  return order(times(a.above, b.below), times(b.above, a.below));
}

type Worth = { readonly above: Fraction; readonly below: Fraction };
