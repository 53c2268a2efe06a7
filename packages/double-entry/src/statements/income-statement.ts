import { type BookView, type Section, type Span, sectionOf, sumPostings } from "./view.ts";

export type IncomeStatement = Span & {
  readonly income: Section;
  readonly expenses: Section;
  /** By unit: income less expenses. */
  readonly result: ReadonlyMap<string, bigint>;
};

/**
 * What came in and what it took, within the span; for a period hand over the period. Closing entries are left out, as they would
 * bring each closed period to zero; `{ closingEntries: true }` takes them in.
 */
export function incomeStatement(book: BookView, span: Span = {}, { closingEntries = false } = {}): IncomeStatement {
  const { from, to } = span;
  const sums = sumPostings(
    book,
    ({ date, kind }) =>
      (closingEntries || kind !== "closing") && (from === undefined || date >= from) && (to === undefined || date <= to),
  );
  const income = sectionOf(book, sums, "income");
  const expenses = sectionOf(book, sums, "expense");
  const result = new Map<string, bigint>();
  for (const { name } of book.units) result.set(name, (income.totals.get(name) ?? 0n) - (expenses.totals.get(name) ?? 0n));
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), income, expenses, result };
}
