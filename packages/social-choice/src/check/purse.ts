import type { BudgetCase } from "./budget-case.ts";
import { type Fraction, fraction } from "./fraction.ts";

/** What the voters of each ballot have left, each: whole numbers over one denominator that grows with the prices. */
export type Purse = {
  under: bigint;
  readonly balances: bigint[];
  readonly voters: readonly bigint[];
  /** Ballots that approve a project. */
  readonly behind: ReadonlyMap<string, readonly number[]>;
};

export function openPurse({ ballots, costs }: BudgetCase, start: Fraction): Purse {
  const behind = new Map([...costs.keys()].map((id): [string, number[]] => [id, []]));
  for (const [index, { approved }] of ballots.entries()) for (const id of approved) behind.get(id)?.push(index);
  return { under: start.under, balances: ballots.map(() => start.over), voters: ballots.map(({ voters }) => voters), behind };
}

/** Brings balances and price over one denominator; returns the price's numerator. */
export function level(purse: Purse, price: Fraction): bigint {
  // under · price.under / gcd: the ratio of the two in lowest terms.
  const factor = fraction(purse.under, price.under).under;
  purse.under *= factor;
  for (const [index, balance] of purse.balances.entries()) purse.balances[index] = balance * factor;
  return price.over * (purse.under / price.under);
}

export function supporting(purse: Purse, project: string): bigint {
  return purse.behind.get(project)!.reduce((sum, index) => sum + purse.voters[index]!, 0n);
}

/** What all who support a project have left together, over `purse.under`. */
export function moneyBehind(purse: Purse, project: string): bigint {
  return purse.behind.get(project)!.reduce((sum, index) => sum + purse.voters[index]! * purse.balances[index]!, 0n);
}

/** A quotient of numbers so long as this loses nothing that a double holds. */
const BITS_KEPT = 900;

/** Balances as numbers, as they are stated: rounded. */
export function approximateBalances({ under, balances }: Purse): readonly number[] {
  const cut = BigInt(Math.max(0, under.toString(16).length * 4 - BITS_KEPT));
  const divisor = Number(under >> cut);
  return balances.map((balance) => Number(balance >> cut) / divisor);
}

/** The most voters who can each pay an equal share of the cost. */
export function mostPayers(purse: Purse, project: string, cost: Fraction): bigint {
  const money = purse.behind.get(project)!.map((index) => ({ voters: purse.voters[index]!, balance: purse.balances[index]! }));
  money.sort((a, b) => (a.balance > b.balance ? -1 : a.balance < b.balance ? 1 : 0));
  let [payers, most] = [0n, 0n];
  for (const { voters, balance } of money) {
    payers += voters;
    if (balance * cost.under * payers >= cost.over * purse.under) most = payers;
  }
  return most;
}
