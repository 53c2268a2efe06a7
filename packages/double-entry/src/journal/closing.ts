import type { Account } from "./account.ts";
import type { Day } from "./day.ts";
import type { Entry, Posting } from "./entry.ts";
import { addByUnit, type Tallies, totalOf } from "./tally.ts";

/** `into`: where the result goes, and the key and text of the closing entry. */
export type Closing = {
  readonly period: string;
  readonly into?: { readonly account: string; readonly key: string; readonly text: string };
};

export function sameClosing(a: Closing | undefined, b: Closing): boolean {
  const [mine, theirs] = [a?.into, b.into];
  return mine?.account === theirs?.account && mine?.key === theirs?.key && mine?.text === theirs?.text;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * What brings every account of income and expense to zero as of `day`, in the order of the accounts, and for each unit one posting
 * to `into`. A balance beyond 2^53 is carried in several postings. Later entries than `day` are left for later periods.
 */
export function closingPostings(
  book: { readonly accounts: readonly Account[]; entries(): Iterable<Entry> },
  day: Day,
  into: string,
): readonly Posting[] {
  const results = new Map<string, Tallies>();
  for (const { name, type } of book.accounts) if (type === "income" || type === "expense") results.set(name, new Map());
  for (const { date, postings } of book.entries()) {
    if (date > day) continue;
    for (const { account, unit, amount } of postings) {
      const balance = results.get(account);
      if (balance !== undefined) addByUnit(balance, unit, amount);
    }
  }
  const carried = new Map<string, bigint>();
  const postings: Posting[] = [];
  for (const [account, balance] of results) {
    for (const [unit, tally] of balance) {
      const total = totalOf(tally);
      postings.push(...postingsOf(account, unit, -total));
      carried.set(unit, (carried.get(unit) ?? 0n) + total);
    }
  }
  // The account that takes the result is named even where income and expenses are equal.
  for (const [unit, total] of carried) {
    postings.push(...(total === 0n ? [{ account: into, unit, amount: 0 }] : postingsOf(into, unit, total)));
  }
  return postings;
}

function postingsOf(account: string, unit: string, total: bigint): readonly Posting[] {
  const postings: Posting[] = [];
  for (let rest = total; rest !== 0n;) {
    const part = rest > SAFE ? SAFE : rest < -SAFE ? -SAFE : rest;
    postings.push({ account, unit, amount: Number(part) });
    rest -= part;
  }
  return postings;
}
