import { isWithin } from "../journal/account.ts";
import type { Entry } from "../journal/entry.ts";
import { addTo, newTally, totalOf } from "../journal/tally.ts";
import type { BookView, Span } from "./view.ts";

/** One posting to the account, and what the account stands at after it; debit positive. */
export type LedgerLine = { readonly entry: Entry; readonly account: string; readonly amount: number; readonly balance: bigint };

export type AccountLedger = {
  readonly account: string;
  readonly unit: string;
  readonly opening: bigint;
  readonly lines: readonly LedgerLine[];
  readonly closing: bigint;
};

/** The postings to an account and to those below it, by day and then in the order of posting, with the running balance. */
export function accountLedger(book: BookView, account: string, unit: string, { from, to }: Span = {}): AccountLedger {
  const before = newTally();
  const found: { readonly entry: Entry; readonly account: string; readonly amount: number }[] = [];
  for (const entry of book.entries()) {
    if (to !== undefined && entry.date > to) continue;
    for (const posting of entry.postings) {
      if (posting.unit !== unit || !isWithin(posting.account, account)) continue;
      if (from !== undefined && entry.date < from) addTo(before, posting.amount);
      else found.push({ entry, account: posting.account, amount: posting.amount });
    }
  }
  // Sorting is stable: within a day the order of posting stays.
  found.sort((a, b) => (a.entry.date < b.entry.date ? -1 : a.entry.date > b.entry.date ? 1 : 0));
  const opening = totalOf(before);
  let balance = opening;
  const lines = found.map((line) => ({ ...line, balance: (balance += BigInt(line.amount)) }));
  return { account, unit, opening, lines, closing: balance };
}
