import type { Contender } from "../budget/rounds.ts";
import type { Fraction } from "./fraction.ts";
import { approximateBalances, moneyBehind, type Purse } from "./purse.ts";
import { isAbout, numberOf } from "./statement.ts";

/** So many of the others are named in a round. */
const NAMED = 3;
/** Prices are stated as doubles; payments at them may be off by so much of a cost. */
const SLACK = 1e-6;

/** Whoever else could be bought now, with what is asked of them: price per utility, and for Exact Equal Shares the payers. */
export type Rivals = {
  readonly purse: Purse;
  readonly costs: ReadonlyMap<string, Fraction>;
  readonly rivals: readonly string[];
  readonly byCost: boolean;
  /** Most payers of each rival; of Exact Equal Shares only. */
  readonly payers?: ReadonlyMap<string, bigint>;
};

/**
 * The next best are so many as can be named, each at the price at which its supporters' payments just make up its cost (or at which
 * the most supporters share it), best first, and none that is not named would have been better.
 */
export function checkNextBest(stated: readonly Contender[], field: Rivals, say: (fault: string) => void): void {
  const able = field.rivals.filter((id) => isAffordable(field, id));
  if (stated.length !== Math.min(NAMED, able.length)) return say("the list of next best is not complete");
  if (stated.length === 0) return;
  const money = field.payers === undefined ? approximateBalances(field.purse) : [];
  let last = 0;
  for (const { project, approximatePrice, effectiveVotes } of stated) {
    if (!able.includes(project)) return say(`${project} cannot be next best`);
    const cost = numberOf(field.costs.get(project)!);
    const perUtility = approximatePrice / (field.byCost ? cost : 1);
    if (!isPrice(field, money, project, approximatePrice)) return say(`the price of ${project}, next best, is wrong`);
    if (!isAbout(effectiveVotes, cost / approximatePrice)) return say(`the effective votes of ${project}, next best, are wrong`);
    if (perUtility < last * (1 - SLACK)) return say("the next best are out of order");
    last = perUtility;
  }
  const named = new Set(stated.map(({ project }) => project));
  if (named.size < stated.length) return say("a next best stands twice");
  for (const id of able) {
    const price = last * (field.byCost ? numberOf(field.costs.get(id)!) : 1) * (1 - 2 * SLACK);
    if (!named.has(id) && isPayableAt(field, money, id, price)) return say(`${id} was better than the last of the next best`);
  }
}

function isAffordable({ purse, costs, payers }: Rivals, id: string): boolean {
  const cost = costs.get(id)!;
  if (cost.over === 0n || purse.behind.get(id)!.length === 0) return false;
  return payers === undefined ? moneyBehind(purse, id) * cost.under >= cost.over * purse.under : payers.get(id)! > 0n;
}

function isPrice(field: Rivals, money: readonly number[], id: string, price: number): boolean {
  const cost = field.costs.get(id)!;
  if (field.payers !== undefined) return isAbout(price * Number(field.payers.get(id)), numberOf(cost));
  const paid = paidAt(field.purse, money, id, price);
  // Somebody pays the price in full, so a lower one brings less.
  return Math.abs(paid - numberOf(cost)) <= SLACK * numberOf(cost) && paidAt(field.purse, money, id, price * (1 - SLACK)) < paid;
}

function isPayableAt(field: Rivals, money: readonly number[], id: string, price: number): boolean {
  const cost = field.costs.get(id)!;
  if (field.payers !== undefined) return price * Number(field.payers.get(id)) >= numberOf(cost);
  return paidAt(field.purse, money, id, price) >= numberOf(cost);
}

function paidAt({ behind, voters }: Purse, money: readonly number[], id: string, price: number): number {
  return behind.get(id)!.reduce((sum, index) => sum + Number(voters[index]!) * Math.min(money[index]!, price), 0);
}
