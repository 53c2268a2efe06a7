import { add, compare, type Rational, rational, subtract } from "../../exact/rational.ts";
import type { Slate } from "../shares/slate.ts";

const WORD_BITS = 32;

/**
 * Who has paid for which purchase of Exact Equal Shares: one bit each. All payers of a purchase pay the same, cost / payers, so
 * what a voter has left is the start less a sum of few such fractions: exact at any moment, and independent of the start but for it.
 */
export type Receipts = {
  readonly groups: number;
  /** Words of 32 purchases, each for all groups. */
  readonly paid: Uint32Array;
  readonly purchases: { readonly cost: number; readonly payers: number }[];
  /** Sums asked for before, by the purchases they are of. */
  readonly sums: Map<string, Rational>;
};

export function receiptsOf(slate: Slate): Receipts {
  const words = Math.ceil(slate.buyable.length / WORD_BITS);
  return { groups: slate.groups, paid: new Uint32Array(words * slate.groups), purchases: [], sums: new Map() };
}

export function beginReceipts(receipts: Receipts): void {
  receipts.paid.fill(0);
  receipts.purchases.length = 0;
  receipts.sums.clear();
}

export function writeReceipt(receipts: Receipts, payingGroups: Int32Array, cost: number, payers: number): void {
  const purchase = receipts.purchases.length;
  const { paid } = receipts;
  const offset = Math.floor(purchase / WORD_BITS) * receipts.groups;
  const bit = 1 << (purchase % WORD_BITS);
  for (const group of payingGroups) paid[offset + group] = paid[offset + group]! | bit;
  receipts.purchases.push({ cost, payers });
}

/** What each voter of a group has paid in all. */
export function paidBy(receipts: Receipts, group: number): Rational {
  const { purchases, paid, sums } = receipts;
  const words: number[] = [];
  for (let word = 0; word * WORD_BITS < purchases.length; word += 1) words.push(paid[word * receipts.groups + group]!);
  const key = words.join(",");
  const known = sums.get(key);
  if (known !== undefined) return known;
  let sum = rational(0n);
  for (const [index, { cost, payers }] of purchases.entries()) {
    const word = words[Math.floor(index / WORD_BITS)]!;
    if ((word & (1 << (index % WORD_BITS))) !== 0) sum = add(sum, rational(cost, payers));
  }
  sums.set(key, sum);
  return sum;
}

/** Whether a voter of the group can pay an equal share of `cost` among `payers`. */
export function canPay(receipts: Receipts, group: number, start: Rational, cost: number, payers: number): boolean {
  return compare(subtract(start, paidBy(receipts, group)), rational(cost, payers)) >= 0;
}
