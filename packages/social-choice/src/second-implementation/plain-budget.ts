/**
 * The budget rules written down a second time, as plainly as the papers state them: every voter on its own, every number a fraction
 * of big integers, nothing remembered from round to round, no line shared with the rules they test. Slow on purpose.
 */
export type PlainElection = {
  readonly ids: readonly string[];
  readonly costs: readonly bigint[];
  readonly budget: bigint;
  /** Approved project indexes of each voter. */
  readonly ballots: readonly (readonly number[])[];
};

/** [numerator, denominator], denominator positive. */
type Fraction = readonly [bigint, bigint];

const minus = (a: Fraction, b: Fraction): Fraction => lowest([a[0] * b[1] - b[0] * a[1], a[1] * b[1]]);
const plus = (a: Fraction, b: Fraction): Fraction => lowest([a[0] * b[1] + b[0] * a[1], a[1] * b[1]]);
const times = (a: Fraction, b: Fraction): Fraction => lowest([a[0] * b[0], a[1] * b[1]]);
const over = (a: Fraction, b: Fraction): Fraction => times(a, [b[1], b[0]]);
const below = (a: Fraction, b: Fraction): boolean => a[0] * b[1] < b[0] * a[1];
const equal = (a: Fraction, b: Fraction): boolean => a[0] * b[1] === b[0] * a[1];

function lowest([above, under]: Fraction): Fraction {
  let [x, y] = [above < 0n ? -above : above, under];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? [0n, 1n] : [above / x, under / x];
}

function supportersOf(election: PlainElection, project: number): readonly number[] {
  return election.ballots.flatMap((ballot, voter) => (ballot.includes(project) ? [voter] : []));
}

function firstById(election: PlainElection, tied: readonly number[]): number {
  return tied.toSorted((a, b) => (election.ids[a]! < election.ids[b]! ? -1 : 1))[0]!;
}

export function plainCost(election: PlainElection, winners: readonly number[]): bigint {
  return winners.reduce((sum, winner) => sum + election.costs[winner]!, 0n);
}

export function plainGreedy(election: PlainElection, perCost: boolean, already: readonly number[] = []): number[] {
  const winners = [...already];
  for (;;) {
    const left = election.budget - plainCost(election, winners);
    const fitting = election.ids.flatMap((_, c) => (winners.includes(c) || election.costs[c]! > left ? [] : [c]));
    if (fitting.length === 0) return winners;
    const merit = (c: number): Fraction => [BigInt(supportersOf(election, c).length), perCost ? election.costs[c]! : 1n];
    const best = fitting.filter((c) => fitting.every((d) => !below(merit(c), merit(d))));
    winners.push(firstById(election, best));
  }
}

/** Equal Shares with `start` for each voter. ρ is found by trying how many of the supporters, poorest first, pay all they have. */
export function plainEqualShares(election: PlainElection, cardinality: boolean, start: Fraction): number[] {
  const balance = election.ballots.map(() => start);
  const winners: number[] = [];
  for (;;) {
    const offers = election.ids.flatMap((_, c) => {
      if (winners.includes(c)) return [];
      const rho = smallestRho(election, c, cardinality, balance);
      return rho === undefined ? [] : [{ c, rho }];
    });
    const best = offers.filter((offer) => offers.every((other) => !below(other.rho, offer.rho)));
    if (best.length === 0) return winners;
    const c = firstById(
      election,
      best.map((offer) => offer.c),
    );
    const price = times(best[0]!.rho, utility(election, c, cardinality));
    for (const i of supportersOf(election, c)) balance[i] = minus(balance[i]!, below(balance[i]!, price) ? balance[i]! : price);
    winners.push(c);
  }
}

function utility(election: PlainElection, c: number, cardinality: boolean): Fraction {
  return cardinality ? [1n, 1n] : [election.costs[c]!, 1n];
}

function smallestRho(
  election: PlainElection,
  c: number,
  cardinality: boolean,
  balance: readonly Fraction[],
): Fraction | undefined {
  const money = supportersOf(election, c)
    .map((i) => balance[i]!)
    .toSorted((a, b) => (below(a, b) ? -1 : 1));
  for (let poor = 0; poor < money.length; poor += 1) {
    const paid = money.slice(0, poor).reduce(plus, [0n, 1n]);
    const price = over(minus([election.costs[c]!, 1n], paid), [BigInt(money.length - poor), 1n]);
    if (!below(money[poor]!, price)) return over(price, utility(election, c, cardinality));
  }
  return undefined;
}

function fitsMore(election: PlainElection, winners: readonly number[]): boolean {
  const left = election.budget - plainCost(election, winners);
  return election.ids.some((_, c) => !winners.includes(c) && supportersOf(election, c).length > 0 && election.costs[c]! <= left);
}

export function plainAddOne(election: PlainElection, cardinality: boolean, stopWhenExhaustive: boolean): number[] {
  let kept: number[] | undefined;
  for (let raise = 0n; ; raise += 1n) {
    const n = BigInt(election.ballots.length);
    const winners = plainEqualShares(election, cardinality, [election.budget + raise * n, n]);
    if (kept !== undefined && plainCost(election, winners) > election.budget) return kept;
    kept = winners;
    if (stopWhenExhaustive && !fitsMore(election, winners)) return kept;
    if (election.ids.every((_, c) => winners.includes(c) || supportersOf(election, c).length === 0)) return kept;
  }
}

/** Exact Equal Shares: for each project, try every number of payers from most to fewest. */
export function plainExactShares(election: PlainElection, start: Fraction): { winners: number[]; changes: Fraction[] } {
  const balance = election.ballots.map(() => start);
  const winners: number[] = [];
  // Every start at which some number of supporters could just share some cost, in any round: the run can change nowhere else.
  const changes: Fraction[] = [];
  for (;;) {
    const offers = election.ids.flatMap((_, c) => {
      if (winners.includes(c)) return [];
      const richest = supportersOf(election, c).toSorted((a, b) => (below(balance[b]!, balance[a]!) ? -1 : 1));
      for (let t = richest.length; t > 0; t -= 1) {
        changes.push(plus(start, minus([election.costs[c]!, BigInt(t)], balance[richest[t - 1]!]!)));
      }
      for (let t = richest.length; t > 0; t -= 1) {
        if (!below(balance[richest[t - 1]!]!, [election.costs[c]!, BigInt(t)])) return [{ c, payers: richest.slice(0, t) }];
      }
      return [];
    });
    const most = Math.max(0, ...offers.map((offer) => offer.payers.length));
    const best = offers.filter((offer) => offer.payers.length === most);
    if (best.length === 0) return { winners, changes };
    const c = firstById(
      election,
      best.map((offer) => offer.c),
    );
    for (const i of best.find((offer) => offer.c === c)!.payers)
      balance[i] = minus(balance[i]!, [election.costs[c]!, BigInt(most)]);
    winners.push(c);
  }
}

/** Add-opt by trying the next start, in order, at which anything at all could happen. */
export function plainAddOpt(election: PlainElection): number[] {
  let start: Fraction = [election.budget, BigInt(election.ballots.length)];
  let kept: number[] | undefined;
  for (;;) {
    const { winners, changes } = plainExactShares(election, start);
    if (kept !== undefined && plainCost(election, winners) > election.budget) return kept;
    kept = winners;
    if (!fitsMore(election, winners)) return kept;
    const later = changes.filter((change) => below(start, change));
    if (later.length === 0) return kept;
    start = later.reduce((a, b) => (below(b, a) ? b : a));
  }
}

export function plainPhragmen(election: PlainElection, skip: boolean): number[] {
  const loads: Fraction[] = election.ballots.map(() => [0n, 1n]);
  const winners: number[] = [];
  let standing = election.ids.flatMap((_, c) =>
    supportersOf(election, c).length > 0 && election.costs[c]! <= election.budget ? [c] : [],
  );
  while (standing.length > 0) {
    const due = new Map(
      standing.map((c) => {
        const behind = supportersOf(election, c);
        const sum = behind.map((i) => loads[i]!).reduce(plus, [election.costs[c]!, 1n]);
        return [c, over(sum, [BigInt(behind.length), 1n])];
      }),
    );
    const first = standing.filter((c) => standing.every((d) => !below(due.get(d)!, due.get(c)!)));
    const left = election.budget - plainCost(election, winners);
    const fitting = first.filter((c) => election.costs[c]! <= left);
    if (fitting.length < first.length && !skip) return winners;
    standing = standing.filter((c) => !first.includes(c) || fitting.includes(c));
    if (fitting.length === 0) continue;
    const c = firstById(election, fitting);
    for (const i of supportersOf(election, c)) loads[i] = due.get(c)!;
    winners.push(c);
    standing = standing.filter((d) => d !== c);
    if (!equal(due.get(c)!, due.get(first[0]!)!)) throw new Error("the first due are not equal");
  }
  return winners;
}
