import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetElection, inCurrency } from "./budget-election.ts";
import type { BudgetCount, CountOptions } from "./outcome.ts";
import type { GreedyStep } from "./rounds.ts";

/** Pabulib writes this cost, in the currency, for a project that was withdrawn after the vote, so that no rule funds it. */
const WITHDRAWN_COST = 999_999_999;

export type GreedyVariant = {
  /** Rank by the tally, or by the tally per cost. */
  readonly by: "tally" | "tally-per-cost";
  /** Leave out projects below the election's threshold. */
  readonly threshold?: boolean;
  /** Stop at the first project that does not fit. */
  readonly stopAtMisfit?: boolean;
};

type Pass = {
  readonly variant: GreedyVariant;
  /** Already funded by another rule: passed over, their cost counted. */
  readonly funded: readonly number[];
  readonly run: string;
};

/**
 * Utilitarian greedy: projects in descending order of tally (or tally per cost), each funded if it still fits. A tie is reported
 * where equal projects that fit stood next to each other, so that their order was the tie rule's.
 */
export function countGreedy(election: BudgetElection, variant: GreedyVariant, options: CountOptions): BudgetCount {
  return greedyPass(election, { variant, funded: [], run: "greedy" }, options);
}

/** The utilitarian completion: what still fits, by votes. */
export function fillGreedily(election: BudgetElection, funded: readonly number[], options: CountOptions): BudgetCount {
  return greedyPass(election, { variant: { by: "tally" }, funded, run: "fill" }, options);
}

function greedyPass(election: BudgetElection, pass: Pass, options: CountOptions): BudgetCount {
  const { projects, tally, threshold } = election;
  const { variant, run } = pass;
  const already = new Set(pass.funded);
  const winners = [...pass.funded];
  const steps: GreedyStep[] = [];
  const ties: Tie[] = [];
  let left = pass.funded.reduce((rest, winner) => rest - projects[winner]!.cost, election.budget);
  const order = projects.map((_, index) => index).filter((index) => !already.has(index));
  const compareMerit = meritComparison(election, variant);
  order.sort((a, b) => compareMerit(a, b) || options.tieRanks[a]! - options.tieRanks[b]!);
  for (const [place, project] of order.entries()) {
    const cost = projects[project]!.cost;
    const verdict = judge();
    if (options.explain) steps.push(stepOf(election, run, project, left, verdict));
    if (verdict === "funded") {
      const tied = equalsThatFit(place, cost);
      if (tied.length > 1) ties.push({ round: place + 1, run, tied, taken: projects[project]!.id });
      winners.push(project);
      left -= cost;
    } else if (verdict === "does not fit" && variant.stopAtMisfit === true) break;

    function judge(): GreedyStep["verdict"] {
      if (isWithdrawn(cost)) return "withdrawn";
      if (variant.threshold === true && tally[project]! < threshold) return "below threshold";
      return cost <= left ? "funded" : "does not fit";
    }
  }
  return options.explain ? { winners, ties, rounds: steps } : { winners, ties };

  /** Only a rule that stops at a misfit needs the mark: for the others such a project is one more that does not fit. */
  function isWithdrawn(cost: number): boolean {
    return variant.stopAtMisfit === true && cost === WITHDRAWN_COST * election.unitsPerOne;
  }

  /** Those of equal merit from this place on that fit now but no longer would, all together: only then does order matter. */
  function equalsThatFit(place: number, cost: number): readonly string[] {
    const tied = [order[place]!];
    let together = cost;
    for (let next = place + 1; next < order.length && compareMerit(order[place]!, order[next]!) === 0; next += 1) {
      const candidate = order[next]!;
      const nextCost = projects[candidate]!.cost;
      if (nextCost > left || isWithdrawn(nextCost)) continue;
      tied.push(candidate);
      together += nextCost;
    }
    return together > left || variant.stopAtMisfit === true ? tied.map((index) => projects[index]!.id) : [];
  }
}

function stepOf(
  election: BudgetElection,
  run: string,
  project: number,
  left: number,
  verdict: GreedyStep["verdict"],
): GreedyStep {
  const { id, cost } = election.projects[project]!;
  const tally = election.tally[project]! / election.tallyPerPoint;
  return { kind: "greedy", run, project: id, tally, cost: inCurrency(election, cost), left: inCurrency(election, left), verdict };
}

function meritComparison({ projects, tally }: BudgetElection, variant: GreedyVariant): (a: number, b: number) => number {
  if (variant.by === "tally") return (a, b) => tally[b]! - tally[a]!;
  const above = projects.map((project, index) => (project.cost > 0 ? tally[index]! : Number(tally[index]! > 0)));
  // Something for nothing is worth more per cost than anything else: 1 / 0. Nothing for nothing is worth 0 / 1.
  const below = projects.map((project, index) => (project.cost > 0 ? project.cost : 1 - above[index]!));
  return (a, b) => exactSign(above[b]!, below[a]!, above[a]!, below[b]!);
}

/** The sign of a·b − c·d. Doubles decide where the products differ by more than their rounding; big integers where not. */
function exactSign(a: number, b: number, c: number, d: number): number {
  const [left, right] = [a * b, c * d];
  if (Math.abs(left - right) > (Math.abs(left) + Math.abs(right)) * 2 ** -50) return left - right;
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
