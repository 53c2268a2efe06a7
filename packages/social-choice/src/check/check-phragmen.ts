import type { LoadEnd, LoadRound } from "../budget/rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type BudgetCase, supportersOf, textOrder } from "./budget-case.ts";
import { type Fraction, fraction, minus, order, readFraction } from "./fraction.ts";
import { isAbout, misstated, numberOf, textOf } from "./statement.ts";

/** So many of the others are named in a round. */
const NAMED = 3;

/**
 * Follows sequential Phragmén: each purchase at the moment its supporters have the cost, none that came due before, every figure as it
 * follows from that. Returns who was bought; ties go into `found`.
 */
export function checkPhragmen(
  election: BudgetCase,
  rounds: readonly (LoadRound | LoadEnd)[],
  skip: boolean,
  found: Tie[],
  faults: string[],
): readonly string[] {
  const bought: string[] = [];
  let left = election.budget;
  const wanted = [...election.costs.keys()].filter((id) => supportersOf(election, id) > 0n);
  const fits = (id: string, money: Fraction) => order(election.costs.get(id)!, money) <= 0;
  const standing = () => wanted.filter((id) => !bought.includes(id) && fits(id, election.budget));
  const { dueAt, buy } = followLoads(election);
  const dropped = new Set<string>();
  for (const round of rounds.slice(0, -1)) {
    const where = `round ${bought.length + 1}${round.kind === "load" ? ` (${round.project})` : ""}`;
    const stated = round.kind === "load" ? readFraction(round.load) : undefined;
    if (round.kind !== "load" || stated === undefined || !standing().includes(round.project)) {
      faults.push(`${where}: not a purchase`);
      return bought;
    }
    const cost = election.costs.get(round.project)!;
    if (!fits(round.project, left)) faults.push(`${where}: it does not fit the budget`);
    const dues = standing().map((id) => {
      const due = dueAt(id);
      return { id, due, sign: order(due, stated) };
    });
    const own = dues.find(({ id }) => id === round.project)!.due;
    for (const { id, sign } of dues) {
      // Due before, or now, but not fitting: that is what skipping means.
      if (sign <= 0 && !fits(id, left) && skip) dropped.add(id);
      else if (sign < 0) faults.push(`${where}: ${id} came due before`);
    }
    const others = dues.filter(({ id }) => id !== round.project && !dropped.has(id));
    const tied = others.filter(({ sign }) => sign === 0).map(({ id }) => id);
    if (tied.some((id) => !fits(id, left)))
      faults.push(`${where}: a project tied with it does not fit, so the count ends before`);
    if (tied.length > 0)
      found.push({ round: bought.length + 1, run: "phragmen", tied: [round.project, ...tied], taken: round.project });
    const right: LoadRound = {
      kind: "load",
      round: bought.length + 1,
      project: round.project,
      cost: numberOf(cost),
      load: textOf(fraction(own.over, own.under)),
      approximateLoad: numberOf(own),
      nextBest: round.nextBest,
    };
    const wrong = misstated(round, right);
    if (wrong.length > 0) faults.push(`${where}: stated wrongly: ${wrong.join(", ")}`);
    if (!areNext(round, others)) faults.push(`${where}: the next best are others`);
    buy(round.project, stated);
    left = minus(left, cost);
    bought.push(round.project);
  }
  checkEnd(
    rounds.at(-1),
    { over: standing(), dueAt, fitsLeft: (id) => fits(id, left), spent: minus(election.budget, left), skip },
    faults,
  );
  return bought;
}

/** What every ballot carries as one project after another is bought: when another is due, and what a purchase at some load makes of it. */
function followLoads(election: BudgetCase) {
  // Every ballot carries the load of the last purchase it approves: whole numbers over one denominator.
  const loads: bigint[] = [0n];
  let under = 1n;
  const carried = election.ballots.map(() => 0);
  const behind = new Map([...election.costs.keys()].map((id): [string, number[]] => [id, []]));
  for (const [index, { approved }] of election.ballots.entries()) for (const id of approved) behind.get(id)?.push(index);
  const supporters = new Map([...election.costs.keys()].map((id) => [id, supportersOf(election, id)]));
  // Not in lowest terms: to compare two that is not needed, and takes most of the time.
  const dueAt = (id: string): Fraction => {
    const cost = election.costs.get(id)!;
    let load = cost.over * under;
    const voters = loads.map(() => 0n);
    for (const index of behind.get(id)!) voters[carried[index]!] = voters[carried[index]!]! + election.ballots[index]!.voters;
    for (const [index, carrying] of voters.entries()) if (carrying > 0n) load += carrying * loads[index]! * cost.under;
    return { over: load, under: under * cost.under * supporters.get(id)! };
  };
  const buy = (id: string, load: Fraction) => {
    const factor = fraction(under, load.under).under;
    under *= factor;
    for (const [index, carrying] of loads.entries()) loads[index] = carrying * factor;
    loads.push(load.over * (under / load.under));
    for (const index of behind.get(id)!) carried[index] = loads.length - 1;
  };
  return { dueAt, buy };
}

type AtTheEnd = {
  /** Who might still be bought. */
  readonly over: readonly string[];
  readonly dueAt: (id: string) => Fraction;
  readonly fitsLeft: (id: string) => boolean;
  readonly spent: Fraction;
  readonly skip: boolean;
};

/** The count ends where nothing is left, nothing fits, or (without skipping) one of those due next does not fit. */
function checkEnd(
  end: LoadRound | LoadEnd | undefined,
  { over, dueAt, fitsLeft, spent, skip }: AtTheEnd,
  faults: string[],
): void {
  if (skip && over.some(fitsLeft)) faults.push("the end: a project that fits was left out");
  const dues = over.map((id) => ({ id, at: dueAt(id) }));
  const first = dues.reduce<Fraction | undefined>((least, { at }) => (least && order(at, least) >= 0 ? least : at), undefined);
  const due = dues.filter(({ at }) => order(at, first!) === 0).map(({ id }) => id);
  if (!skip && over.length > 0 && due.every(fitsLeft)) faults.push("the end: what came due next would have fitted");
  const stopped = over.length === 0 ? "everything is funded" : skip ? "nothing is left that fits" : "a tied project does not fit";
  const stated = end?.kind === "load-end" ? end.due : [];
  const isDue = stated.toSorted(textOrder).join("\n") === (skip ? [] : due).toSorted(textOrder).join("\n");
  const right: LoadEnd = { kind: "load-end", spent: numberOf(spent), stopped, due: stated };
  const wrong = [...misstated(end, right), ...(isDue ? [] : ["due"])];
  if (wrong.length > 0) faults.push(`the end: stated wrongly: ${wrong.join(", ")}`);
}

/** The next best are the three that come due first of the others, equal ones in any order. */
function areNext({ nextBest }: LoadRound, others: readonly { readonly id: string; readonly due: Fraction }[]): boolean {
  const dues = others.map(({ due }) => numberOf(due)).sort((a, b) => a - b);
  const known = new Map(others.map(({ id, due }) => [id, numberOf(due)]));
  return (
    nextBest.length === Math.min(NAMED, others.length) &&
    new Set(nextBest.map(({ project }) => project)).size === nextBest.length &&
    nextBest.every(
      ({ project, approximateLoad }, index) =>
        isAbout(approximateLoad, known.get(project) ?? -1) && isAbout(approximateLoad, dues[index]!),
    )
  );
}
