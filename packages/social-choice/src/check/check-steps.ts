import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetCase, supportersOf, textOrder } from "./budget-case.ts";
import { type Fraction, fraction, order, plus, times } from "./fraction.ts";
import { level, moneyBehind, openPurse, type Purse } from "./purse.ts";
import { numberOf } from "./statement.ts";

/** What Add1 is said to have done. */
export type RaisedSteps = {
  /** Raises before the outcome that was kept. */
  readonly steps: number;
  readonly utility: "cost" | "cardinality";
  readonly stopWhenExhaustive: boolean;
  /** Which of several equals is taken. */
  readonly take: (tied: readonly string[]) => string;
};

/** Doubles are believed where they differ by more than this part; nearer ones are counted again in fractions. */
const SLACK = 1e-7;
/**
 * A voter's money errs by less than 2^-50 of the start a round, all money by as much of the whole: with a thousand rounds and costs
 * above this part of the whole, less than `SLACK` of any cost.
 */
const COST_LEAST = 1e-4;

/** What a step in fractions takes beside one in doubles, about. */
const FRACTIONS_WORK = 50;

/**
 * Counts each step of Add1 before the one kept again, plainly: none of them cost too much, left nothing that fits (where that is a
 * stop) or funded everything, or the count would have ended there. Returns the ties met on the way, each set once, with its last
 * round; or undefined where that would take more than `workMax` approvals to look at.
 */
export function checkSteps(
  election: BudgetCase,
  raised: RaisedSteps,
  workMax: number,
  faults: string[],
): readonly Tie[] | undefined {
  const approvals = election.ballots.reduce((sum, { approved }) => sum + approved.size, 0);
  let work = raised.steps * approvals;
  const ties = new Map<string, Tie>();
  const town = townOf(election, raised.utility);
  const first = fraction(election.budget.over, election.budget.under * BigInt(election.voters));
  for (let step = 0; step < raised.steps; step += 1) {
    if (work > workMax) return undefined;
    const start = plus(first, fraction(BigInt(step)));
    const quick = inDoubles(town, numberOf(start));
    if (quick === undefined) work += FRACTIONS_WORK * approvals;
    const run = quick ?? inFractions(election, town, start, raised.take);
    for (const tie of run.ties) ties.set(JSON.stringify(tie.tied.toSorted(textOrder)), tie);
    const cost = run.bought.reduce((sum, id) => plus(sum, election.costs.get(id)!), fraction(0n));
    const left = plus(election.budget, times(cost, fraction(-1n)));
    const wanting = town.projects.filter(({ id }) => !run.bought.includes(id));
    const ended =
      (step > 0 && left.over < 0n) ||
      wanting.length === 0 ||
      (raised.stopWhenExhaustive && wanting.every(({ cost: wanted }) => order(wanted, left) > 0));
    if (ended) {
      faults.push(`the count would have ended ${raised.steps - step} steps before the outcome that was kept`);
      return [...ties.values()];
    }
  }
  return [...ties.values()];
}

type Project = { readonly id: string; readonly cost: Fraction; readonly amount: number; readonly behind: readonly number[] };

/** Everything of the election that stays the same from step to step. Of the projects those that cost something and somebody wants. */
type Town = {
  readonly projects: readonly Project[];
  readonly voters: Float64Array;
  readonly utility: "cost" | "cardinality";
  /** Free projects are bought before all others where each counts as one. */
  readonly roundsBefore: number;
  /** Whether doubles can tell costs from their errors. */
  readonly isPlain: boolean;
};

function townOf(election: BudgetCase, utility: "cost" | "cardinality"): Town {
  const { behind } = openPurse(election, fraction(0n));
  const wanted = [...election.costs].filter(([id]) => supportersOf(election, id) > 0n);
  const free = wanted.filter(([, cost]) => cost.over === 0n).length;
  const projects = wanted
    .filter(([, cost]) => cost.over > 0n)
    .map(([id, cost]) => ({ id, cost, amount: numberOf(cost), behind: behind.get(id)! }));
  const least = numberOf(election.budget) * COST_LEAST;
  return {
    projects,
    voters: Float64Array.from(election.ballots, ({ voters }) => Number(voters)),
    utility,
    roundsBefore: utility === "cardinality" ? free : 0,
    isPlain: projects.every(({ amount }) => amount >= least),
  };
}

type Run = { readonly bought: readonly string[]; readonly ties: readonly Tie[] };

/** The purchases of one run, or undefined where two figures come too near for doubles to tell. */
function inDoubles({ projects, voters, utility, isPlain }: Town, start: number): Run | undefined {
  if (!isPlain) return undefined;
  const money = new Float64Array(voters.length).fill(start);
  // A project's price per utility never falls: the last one bounds the next from below.
  let able = projects.map((project) => ({ project, least: 0, price: 0 }));
  const bought: string[] = [];
  for (;;) {
    able.sort((one, other) => one.least - other.least);
    let best: (typeof able)[number] | undefined;
    let second = Infinity;
    const gone = new Set<(typeof able)[number]>();
    for (const one of able) {
      if (best !== undefined && one.least > best.least * (1 + SLACK)) break;
      const { amount, behind } = one.project;
      let sum = 0;
      for (const ballot of behind) sum += voters[ballot]! * money[ballot]!;
      if (sum < amount * (1 - SLACK)) {
        gone.add(one);
        continue;
      }
      if (sum < amount * (1 + SLACK)) return undefined;
      one.price = priceOf(one.project, voters, money);
      one.least = one.price / (utility === "cost" ? amount : 1);
      if (best === undefined || one.least < best.least) {
        second = best?.least ?? Infinity;
        best = one;
      } else second = Math.min(second, one.least);
    }
    if (best === undefined) return { bought, ties: [] };
    if (second <= best.least * (1 + SLACK)) return undefined;
    bought.push(best.project.id);
    for (const ballot of best.project.behind) money[ballot] = Math.max(0, money[ballot]! - best.price);
    gone.add(best);
    able = able.filter((one) => !gone.has(one));
  }
}

/** Raised from an equal share until those who cannot pay it are made up for by those who can. */
function priceOf({ amount, behind }: Project, voters: Float64Array, money: Float64Array): number {
  let price = 0;
  for (let before = -1; price > before;) {
    before = price;
    let [rest, payers] = [amount, 0];
    for (const ballot of behind) {
      if (money[ballot]! <= price) rest -= voters[ballot]! * money[ballot]!;
      else payers += voters[ballot]!;
    }
    if (payers > 0) price = Math.max(price, rest / payers);
  }
  return price;
}

function inFractions(election: BudgetCase, town: Town, start: Fraction, take: RaisedSteps["take"]): Run {
  const purse = openPurse(election, start);
  const bought: string[] = [];
  const ties: Tie[] = [];
  let able: readonly Project[] = town.projects;
  for (;;) {
    able = able.filter(({ id, cost }) => moneyBehind(purse, id) * cost.under >= cost.over * purse.under);
    const priced = able.map((project) => {
      const price = exactPrice(purse, project);
      return { project, price, per: town.utility === "cost" ? overCost(price, project.cost) : price };
    });
    const least = priced.map(({ per }) => per).reduce((a, b) => (order(b, a) < 0 ? b : a), priced[0]?.per ?? fraction(0n));
    const equals = priced.filter(({ per }) => order(per, least) === 0);
    const tied = equals.map(({ project }) => project.id);
    const taken = tied.length > 1 ? take(tied) : tied[0];
    const purchase = equals.find(({ project }) => project.id === taken);
    if (purchase === undefined) return { bought, ties };
    const { id } = purchase.project;
    bought.push(id);
    if (tied.length > 1) ties.push({ round: town.roundsBefore + bought.length, run: "earlier step", tied, taken: id });
    const price = level(purse, purchase.price);
    for (const ballot of purchase.project.behind) {
      const balance = purse.balances[ballot]!;
      purse.balances[ballot] = balance < price ? 0n : balance - price;
    }
    able = able.filter((project) => project !== purchase.project);
  }
}

function overCost(price: Fraction, cost: Fraction): Fraction {
  return fraction(price.over * cost.under, price.under * cost.over);
}

/** What the richest pay if the poorest pay all they have; somebody can, for the money suffices. */
function exactPrice({ under, balances, voters }: Purse, { cost, behind }: Project): Fraction {
  const poorest = behind.toSorted((a, b) => (balances[a]! < balances[b]! ? -1 : balances[a]! > balances[b]! ? 1 : 0));
  let rest = cost.over * under;
  let payers = behind.reduce((sum, ballot) => sum + voters[ballot]!, 0n);
  for (const ballot of poorest) {
    if (rest <= balances[ballot]! * payers * cost.under) break;
    rest -= voters[ballot]! * balances[ballot]! * cost.under;
    payers -= voters[ballot]!;
  }
  return fraction(rest, cost.under * payers * under);
}
