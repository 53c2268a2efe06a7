import { compare, type Rational, rational, toNumber } from "../exact/rational.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetElection, costOf, exactInCurrency, inCurrency } from "./budget-election.ts";
import type { BudgetCount, CountOptions } from "./outcome.ts";
import type { BudgetRound, LoadEnd } from "./rounds.ts";

/** What happens when a project whose purchase comes due does not fit the budget. */
export type PhragmenStop = "stop" | "skip";

const NEXT_BEST_MAX = 3;
const UNIT_ROUNDOFF = 2 ** -53;

/**
 * Loads are those of purchases: the voters of a group carry the load of the last purchase they approve, or none. So the sum of
 * loads behind a project is a whole-number combination of the loads of the purchases so far.
 */
type PhragmenState = {
  readonly election: BudgetElection;
  /** Load of each purchase, over one common denominator; and its double. */
  readonly loads: bigint[];
  common: bigint;
  readonly approximateLoads: number[];
  /** Index of the last purchase of each group; -1 for none. */
  readonly lastOf: Int32Array;
  /** Voters behind each project by their last purchase. */
  readonly carriers: readonly Map<number, number>[];
};

/**
 * Sequential Phragmén for budgets (Los, Christoff and Grossi 2022): voters earn money at the same speed; as soon as the supporters
 * of a project have its cost together, they buy it. With `stop` the count ends as soon as any project that comes due, alone or tied,
 * does not fit the budget; with `skip` such a project is dropped and the count goes on. Projects that cost more than the whole
 * budget never stand; those nobody supports never come due.
 */
export function countPhragmen(election: BudgetElection, stop: PhragmenStop, options: CountOptions): BudgetCount {
  const state = beginPhragmen(election);
  const left = new Set(
    [...election.projects.keys()].filter((c) => election.votes[c]! > 0 && election.projects[c]!.cost <= election.budget),
  );
  const winners: number[] = [];
  const ties: Tie[] = [];
  const rounds: BudgetRound[] = [];
  let money = election.budget;
  let stopped: LoadEnd["stopped"] = "everything is funded";
  let due: readonly number[] = [];
  while (left.size > 0) {
    const dues = [...left].map((project) => ({ project, load: approximateLoad(state, project) }));
    due = firstDue(state, dues, options.tieRanks);
    const fitting = due.filter((project) => election.projects[project]!.cost <= money);
    if (fitting.length < due.length) {
      stopped = stop === "stop" ? "a tied project does not fit" : "nothing is left that fits";
      if (stop === "stop") break;
      for (const project of due) if (!fitting.includes(project)) left.delete(project);
    }
    const project = fitting[0];
    if (project === undefined) continue;
    const ids = fitting.map((index) => election.projects[index]!.id);
    if (fitting.length > 1)
      ties.push({ round: winners.length + 1, run: "phragmen", tied: ids, taken: election.projects[project]!.id });
    if (options.explain) {
      const standing = dues.filter((other) => left.has(other.project));
      rounds.push(roundOf(state, project, winners.length + 1, standing));
    }
    buy(state, project);
    winners.push(project);
    left.delete(project);
    money -= election.projects[project]!.cost;
    due = [];
  }
  if (!options.explain) return { winners, ties };
  const spent = inCurrency(election, costOf(election, winners));
  const dueAtStop = stop === "stop" ? due.map((project) => election.projects[project]!.id) : [];
  rounds.push({ kind: "load-end", spent, stopped, due: dueAtStop });
  return { winners, ties, rounds };
}

function beginPhragmen(election: BudgetElection): PhragmenState {
  return {
    election,
    loads: [],
    common: 1n,
    approximateLoads: [],
    lastOf: new Int32Array(election.weights.length).fill(-1),
    carriers: election.projects.map((_, project) => new Map([[-1, election.votes[project]!]])),
  };
}

type Due = { readonly project: number; readonly load: number };

/** (cost + Σ loads) / supporters, in doubles: a sum of few terms without cancellation. */
function approximateLoad({ election, approximateLoads, carriers }: PhragmenState, project: number): number {
  let sum = election.projects[project]!.cost;
  for (const [purchase, voters] of carriers[project]!) if (purchase >= 0) sum += voters * approximateLoads[purchase]!;
  return sum / election.votes[project]!;
}

/** Those whose purchase comes due first, in the order of the tie rule: doubles choose who may be, big integers who is. */
function firstDue(state: PhragmenState, dues: readonly Due[], tieRanks: Int32Array): readonly number[] {
  const first = dues.reduce((least, { load }) => Math.min(least, load), Infinity);
  // Every term is positive and within one rounding, the terms are at most as many as the purchases and the project's cost.
  const margin = 1 + (state.loads.length + 4) * 8 * UNIT_ROUNDOFF;
  let tied: number[] = [];
  let least: Rational | undefined;
  for (const { project, load } of dues) {
    if (load > first * margin) continue;
    const exact = exactLoad(state, project);
    const sign = least === undefined ? -1 : compare(exact, least);
    if (sign > 0) continue;
    if (sign < 0) tied = [];
    tied.push(project);
    least = exact;
  }
  return tied.sort((a, b) => tieRanks[a]! - tieRanks[b]!);
}

function exactLoad({ election, loads, common, carriers }: PhragmenState, project: number): Rational {
  let sum = BigInt(election.projects[project]!.cost) * common;
  for (const [purchase, voters] of carriers[project]!) if (purchase >= 0) sum += BigInt(voters) * loads[purchase]!;
  return rational(sum, common * BigInt(election.votes[project]!));
}

function buy(state: PhragmenState, project: number): void {
  const { election, loads, lastOf, carriers } = state;
  const load = exactLoad(state, project);
  const factor = load.denominator / state.common;
  for (const [index, numerator] of loads.entries()) loads[index] = numerator * factor;
  state.common = load.denominator;
  const purchase = loads.length;
  loads.push(load.numerator);
  state.approximateLoads.push(toNumber(load));
  for (let at = election.supporterStarts[project]!; at < election.supporterStarts[project + 1]!; at += 1) {
    const group = election.supporters[at]!;
    const before = lastOf[group]!;
    const voters = election.weights[group]!;
    lastOf[group] = purchase;
    for (let also = election.approvalStarts[group]!; also < election.approvalStarts[group + 1]!; also += 1) {
      const behind = carriers[election.approvals[also]!]!;
      behind.set(before, behind.get(before)! - voters);
      behind.set(purchase, (behind.get(purchase) ?? 0) + voters);
    }
  }
}

function roundOf(state: PhragmenState, project: number, round: number, dues: readonly Due[]): BudgetRound {
  const { election } = state;
  const load = exactLoad(state, project);
  const others = dues.filter((other) => other.project !== project).sort((a, b) => a.load - b.load);
  return {
    kind: "load",
    round,
    project: election.projects[project]!.id,
    cost: inCurrency(election, election.projects[project]!.cost),
    load: exactInCurrency(election, load),
    approximateLoad: inCurrency(election, toNumber(load)),
    nextBest: others.slice(0, NEXT_BEST_MAX).map((other) => ({
      project: election.projects[other.project]!.id,
      approximateLoad: inCurrency(election, other.load),
    })),
  };
}
