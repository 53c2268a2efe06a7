import type { AccountType } from "../journal/account.ts";
import type { Entry } from "../journal/entry.ts";
import { addByUnit, type Tallies, totalOf } from "../journal/tally.ts";
import { type BookView, type Span, sumPostings } from "./view.ts";

/** `opening` and `closing` are debit positive; `debit` and `credit` are what was moved within the span, both ≥ 0. */
export type TrialLine = {
  readonly account: string;
  readonly type: AccountType;
  readonly unit: string;
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly closing: bigint;
};

export type TrialBalance = {
  readonly lines: readonly TrialLine[];
  /** By unit, over all lines: `opening` and `closing` are 0 and `debit` equals `credit`, or the book is no book. */
  readonly totals: readonly Omit<TrialLine, "account" | "type">[];
};

/** Every account that has moved up to the span's end, in the order the accounts were opened; closing entries are postings like others. */
export function trialBalance(book: BookView, { from, to }: Span = {}): TrialBalance {
  const before = sumPostings(book, ({ date }) => from !== undefined && date < from);
  const [debits, credits] = turnover(
    book,
    ({ date }) => (from === undefined || date >= from) && (to === undefined || date <= to),
  );
  const lines: TrialLine[] = [];
  const totals = new Map<string, Omit<TrialLine, "account" | "type">>();
  for (const { name, type } of book.accounts) {
    const sums = [before.get(name), debits.get(name), credits.get(name)];
    for (const { name: unit } of book.units) {
      if (!sums.some((sum) => sum?.has(unit) === true)) continue;
      const [opening, debit, credit] = sums.map((sum) => amountIn(sum, unit)) as [bigint, bigint, bigint];
      const figures = { opening, debit, credit, closing: opening + debit - credit };
      lines.push({ account: name, type, unit, ...figures });
      totals.set(unit, addFigures(totals.get(unit), { unit, ...figures }));
    }
  }
  return { lines, totals: [...totals.values()] };
}

type SumsByAccount = ReadonlyMap<string, Tallies>;

function turnover(book: BookView, takes: (entry: Entry) => boolean): readonly [SumsByAccount, SumsByAccount] {
  const sides = [new Map<string, Tallies>(), new Map<string, Tallies>()] as const;
  for (const entry of book.entries()) {
    if (!takes(entry)) continue;
    for (const { account, unit, amount } of entry.postings) {
      const side = sides[amount < 0 ? 1 : 0];
      let tallies = side.get(account);
      if (tallies === undefined) {
        tallies = new Map();
        side.set(account, tallies);
      }
      addByUnit(tallies, unit, Math.abs(amount));
    }
  }
  return sides;
}

function amountIn(sum: Tallies | undefined, unit: string): bigint {
  const tally = sum?.get(unit);
  return tally === undefined ? 0n : totalOf(tally);
}

type Figures = Omit<TrialLine, "account" | "type">;

function addFigures(a: Figures | undefined, b: Figures): Figures {
  if (a === undefined) return b;
  return {
    unit: b.unit,
    opening: a.opening + b.opening,
    debit: a.debit + b.debit,
    credit: a.credit + b.credit,
    closing: a.closing + b.closing,
  };
}
