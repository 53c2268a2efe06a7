import { greatestCommonDivisor, type Rational, toNumber } from "../../exact/rational.ts";
import type { Slate } from "./slate.ts";

/**
 * The exact state of a run of Equal Shares. What a voter has left is the start less the prices paid in full, or nothing; so voters
 * who paid for the same purchases form a class, and every sum of balances is a whole-number combination of the start and the
 * prices. All of those are kept over one common denominator, and a class is a path of purchases: no fraction per voter exists.
 */
export type ExactLedger = {
  readonly slate: Slate;
  /** The common denominator of `start` and `prices`. */
  common: bigint;
  start: bigint;
  readonly prices: bigint[];
  /** Class of each group; {@link EMPTY} once its voters have nothing left. */
  readonly classOf: Int32Array;
  readonly classes: BalanceClass[];
};

/** Voters who have paid the full price of the same purchases. */
type BalanceClass = {
  readonly parent: number;
  /** Index of the last purchase paid; -1 for the class of all at the start. */
  readonly purchase: number;
  /** What each has left, to within {@link classError}. */
  readonly approximate: number;
};

const EMPTY = -1;
const UNIT_ROUNDOFF = 2 ** -53;

/** The price of a project at this moment, and how its supporters stand to it. */
export type ExactPrice = {
  readonly price: Rational;
  readonly fullPayers: number;
  readonly partialPayers: number;
  /** What the partial payers pay together. */
  readonly partialTotal: Rational;
};

export function openLedger(slate: Slate, start: Rational): ExactLedger {
  return {
    slate,
    common: start.denominator,
    start: start.numerator,
    prices: [],
    classOf: new Int32Array(slate.groups),
    classes: [{ parent: EMPTY, purchase: -1, approximate: toNumber(start) }],
  };
}

/** The same state, to go on from on its own. */
export function copyLedger(ledger: ExactLedger): ExactLedger {
  return { ...ledger, prices: [...ledger.prices], classOf: ledger.classOf.slice(), classes: [...ledger.classes] };
}

/** The smallest price at which the supporters' payments min(balance, price) make up the cost; undefined if they never do. */
export function exactPrice(ledger: ExactLedger, project: number): ExactPrice | undefined {
  const shares = sharesByClass(ledger, project);
  const guess = approximatePrice(ledger, shares, ledger.slate.costs[project]!);
  if (guess !== undefined) {
    const found = resolvePrice(ledger, shares, project, guess);
    if (found !== "misjudged") return found;
  }
  const found = resolvePrice(ledger, shares, project, { price: 0, error: Infinity });
  if (found === "misjudged") throw new Error("a price settled with every class compared exactly cannot be misjudged");
  return found;
}

/** Buys a project that {@link exactPrice} gave a price: its supporters pay. */
export function payExactly(ledger: ExactLedger, project: number): ExactPrice {
  const found = exactPrice(ledger, project);
  if (found === undefined) throw new Error(`project ${project} cannot be paid for`);
  const approximate = toNumber(found.price);
  const successors = new Map<number, number>();
  // Who keeps something is settled before the price enters the common denominator.
  for (const index of sharesByClass(ledger, project).keys()) {
    const { approximate: left } = ledger.classes[index]!;
    successors.set(index, keepsSomething(ledger, index, found.price, approximate) ? ledger.classes.length : EMPTY);
    if (successors.get(index) !== EMPTY) {
      ledger.classes.push({ parent: index, purchase: ledger.prices.length, approximate: left - approximate });
    }
  }
  enterPrice(ledger, found.price);
  const { supporters, supporterStarts } = ledger.slate.election;
  for (let at = supporterStarts[project]!; at < supporterStarts[project + 1]!; at += 1) {
    const group = supporters[at]!;
    const before = ledger.classOf[group]!;
    if (before !== EMPTY) ledger.classOf[group] = successors.get(before)!;
  }
  return found;
}

/** What the voters of a group have left. */
export function exactBalance(ledger: ExactLedger, group: number): Rational {
  const index = ledger.classOf[group]!;
  return { numerator: index === EMPTY ? 0n : classBalance(ledger, index), denominator: ledger.common };
}

/** What all supporters of a project have left together. */
export function exactMoneyBehind(ledger: ExactLedger, project: number): Rational {
  return { numerator: moneyOf(ledger, sharesByClass(ledger, project)), denominator: ledger.common };
}

/** Voters among the supporters of a project, by class; those with nothing left out. */
function sharesByClass(ledger: ExactLedger, project: number): Map<number, number> {
  const { supporters, supporterStarts, weights } = ledger.slate.election;
  const shares = new Map<number, number>();
  for (let at = supporterStarts[project]!; at < supporterStarts[project + 1]!; at += 1) {
    const group = supporters[at]!;
    const index = ledger.classOf[group]!;
    if (index !== EMPTY) shares.set(index, (shares.get(index) ?? 0) + weights[group]!);
  }
  return shares;
}

/** Every class's approximate balance is within this of the exact one: one rounding of each price and of each subtraction. */
function classError(ledger: ExactLedger): number {
  return (ledger.prices.length + 2) * 4 * UNIT_ROUNDOFF * ledger.classes[0]!.approximate;
}

type Guess = { readonly price: number; readonly error: number };

function approximatePrice(ledger: ExactLedger, shares: ReadonlyMap<number, number>, cost: number): Guess | undefined {
  let price = 0;
  for (;;) {
    let [poorMoney, poorWeight, richWeight] = [0, 0, 0];
    for (const [index, weight] of shares) {
      const left = ledger.classes[index]!.approximate;
      if (left < price) [poorMoney, poorWeight] = [poorMoney + weight * left, poorWeight + weight];
      else richWeight += weight;
    }
    if (richWeight === 0) return undefined;
    const next = (cost - poorMoney) / richWeight;
    if (next <= price) {
      const rounding = (shares.size + 8) * 4 * UNIT_ROUNDOFF * cost;
      const error = (poorWeight * classError(ledger) + rounding) / richWeight + (price - next) + 4 * UNIT_ROUNDOFF * next;
      return { price: next, error: 2 * error };
    }
    price = next;
  }
}

/** Settles the price with only the classes near the guess compared exactly, and then checks that the others were judged rightly. */
function resolvePrice(ledger: ExactLedger, shares: ReadonlyMap<number, number>, project: number, guess: Guess) {
  const margin = guess.error + classError(ledger);
  const poor = new Map<number, number>();
  const near: { readonly weight: number; readonly index: number; readonly balance: bigint }[] = [];
  let [weight, richestPoor, poorestRich, partialPayers] = [0, -Infinity, Infinity, 0];
  for (const [index, share] of shares) {
    const left = ledger.classes[index]!.approximate;
    if (left < guess.price - margin) {
      poor.set(index, share);
      partialPayers += share;
      richestPoor = Math.max(richestPoor, left);
      continue;
    }
    weight += share;
    if (left > guess.price + margin) poorestRich = Math.min(poorestRich, left);
    else near.push({ weight: share, index, balance: classBalance(ledger, index) });
  }
  near.sort((a, b) => (a.balance < b.balance ? -1 : a.balance > b.balance ? 1 : 0));
  let money = moneyOf(ledger, poor);
  const owed = BigInt(ledger.slate.costs[project]!) * ledger.common;
  for (const { weight: share, balance } of near) {
    if (balance * BigInt(weight) >= owed - money) break;
    money += BigInt(share) * balance;
    weight -= share;
    partialPayers += share;
  }
  // Everybody pays all they have and it is not enough: exact, whoever was judged poor.
  if (weight === 0) return undefined;
  const price: Rational = { numerator: owed - money, denominator: ledger.common * BigInt(weight) };
  const settled = toNumber(price);
  const slack = classError(ledger) + 4 * UNIT_ROUNDOFF * settled;
  if (richestPoor + slack > settled || poorestRich - slack < settled) return "misjudged" as const;
  const partialTotal = { numerator: money, denominator: ledger.common };
  return { price, fullPayers: weight, partialPayers, partialTotal };
}

/** Numerator, over the common denominator, of what the voters of a class have left each. */
function classBalance(ledger: ExactLedger, index: number): bigint {
  let balance = ledger.start;
  for (let at = ledger.classes[index]!; at.purchase >= 0; at = ledger.classes[at.parent]!) balance -= ledger.prices[at.purchase]!;
  return balance;
}

/** Numerator of what these voters have left together: one multiplication per purchase, however many they are. */
function moneyOf(ledger: ExactLedger, shares: ReadonlyMap<number, number>): bigint {
  const paid = new Float64Array(ledger.prices.length);
  let voters = 0;
  for (const [index, weight] of shares) {
    voters += weight;
    for (let at = ledger.classes[index]!; at.purchase >= 0; at = ledger.classes[at.parent]!) {
      paid[at.purchase] = paid[at.purchase]! + weight;
    }
  }
  let money = BigInt(voters) * ledger.start;
  for (const [purchase, payers] of paid.entries()) money -= BigInt(payers) * ledger.prices[purchase]!;
  return money;
}

function keepsSomething(ledger: ExactLedger, index: number, price: Rational, approximate: number): boolean {
  const difference = ledger.classes[index]!.approximate - approximate;
  if (Math.abs(difference) > classError(ledger) + 4 * UNIT_ROUNDOFF * approximate) return difference > 0;
  return classBalance(ledger, index) * price.denominator > price.numerator * ledger.common;
}

/** Brings everything onto a common denominator that the new price has too. */
function enterPrice(ledger: ExactLedger, price: Rational): void {
  const factor = price.denominator / ledger.common;
  const kept = factor / greatestCommonDivisor(price.numerator % factor, factor);
  ledger.start *= kept;
  for (const [index, numerator] of ledger.prices.entries()) ledger.prices[index] = numerator * kept;
  ledger.prices.push((price.numerator * kept) / factor);
  ledger.common *= kept;
}
