import type { Day } from "../journal/day.ts";
import { type BookView, type Section, sectionOf, sumPostings } from "./view.ts";

export type BalanceSheet = {
  readonly asOf: Day | undefined;
  readonly assets: Section;
  readonly liabilities: Section;
  readonly equity: Section;
  /** By unit: income less expenses that no closing entry has carried into equity yet. */
  readonly result: ReadonlyMap<string, bigint>;
  /** By unit: assets − liabilities − equity − result. Each is 0, or the book is no book. */
  readonly difference: ReadonlyMap<string, bigint>;
};

/** What there is and whose it is, at the end of a day; of all time where none is given. */
export function balanceSheet(book: BookView, asOf?: Day): BalanceSheet {
  const sums = sumPostings(book, ({ date }) => asOf === undefined || date <= asOf);
  const assets = sectionOf(book, sums, "asset");
  const liabilities = sectionOf(book, sums, "liability");
  const equity = sectionOf(book, sums, "equity");
  const income = sectionOf(book, sums, "income");
  const expenses = sectionOf(book, sums, "expense");
  const result = new Map<string, bigint>();
  const difference = new Map<string, bigint>();
  for (const { name } of book.units) {
    const [a, l, e, i, x] = [assets, liabilities, equity, income, expenses].map(({ totals }) => totals.get(name) ?? 0n) as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    result.set(name, i - x);
    difference.set(name, a - l - e - (i - x));
  }
  return { asOf, assets, liabilities, equity, result, difference };
}
