import { isRefusal, type Refusal } from "../refusal.ts";
import { catchRefusal, RefusalSignal } from "../refusal-signal.ts";
import { Book } from "../journal/book.ts";
import { type Entry, RESERVED_TAGS, sameContent } from "../journal/entry.ts";
import type { Period } from "../journal/period.ts";
import type { HledgerJournal, HledgerTransaction } from "./hledger-journal.ts";

/**
 * A book of what a journal says. A journal of ours comes back as the book it was: its closing and reversing entries are made anew by
 * the book's own doors, and refused where that gives anything else. For other journals each calendar year is a period; codes that are
 * not unique give way to `entry-N`; statuses and the comments and tags of single postings are not kept.
 */
export function bookFromHledger(journal: HledgerJournal): Book | Refusal {
  return catchRefusal(() => {
    const book = new Book();
    for (const unit of journal.units) orThrow(book.openUnit(unit), 1);
    for (const account of journal.accounts) orThrow(book.openAccount(account), 1);
    const periods = journal.periods.length > 0 ? journal.periods : calendarYears(journal.transactions);
    for (const period of periods) orThrow(book.openPeriod(period), 1);
    const ours = journal.periods.length > 0;
    const keys = keysOf(journal.transactions);
    for (const [index, transaction] of journal.transactions.entries()) {
      const draft = draftOf(transaction, keys[index]!);
      const kind = ours ? transaction.tags.get("kind") : undefined;
      if (kind === "closing") closeAnew(book, draft, periods, transaction.line);
      else if (kind === "reversal") reverseAnew(book, draft, transaction);
      else orThrow(book.post(draft), transaction.line);
    }
    for (const { name, closed } of periods) if (closed) lock(book, name);
    return book;
  });
}

type Draft = Pick<Entry, "key" | "date" | "text" | "postings" | "tags">;

function draftOf({ date, description, postings, tags }: HledgerTransaction, key: string): Draft {
  const kept = [...tags].filter(
    ([name, value]) => /^[A-Za-z][\w-]*$/u.test(name) && !RESERVED_TAGS.has(name) && !value.includes(";"),
  );
  return {
    key,
    date,
    text: description,
    postings: postings.map(({ account, unit, amount }) => ({ account, unit, amount })),
    ...(kept.length === 0 ? {} : { tags: Object.fromEntries(kept) }),
  };
}

function keysOf(transactions: readonly HledgerTransaction[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { code } of transactions) counts.set(code, (counts.get(code) ?? 0) + 1);
  return transactions.map(({ code }, index) => {
    if (counts.get(code) === 1 && /^[\p{L}\p{N}][\p{L}\p{N}._:/#-]{0,199}$/u.test(code)) return code;
    let key = `entry-${index + 1}`;
    while (counts.has(key)) key += "#";
    return key;
  });
}

function closeAnew(book: Book, draft: Draft, periods: readonly Period[], line: number): void {
  const index = periods.findIndex(({ to }) => to === draft.date);
  const period = periods[index];
  const account = draft.postings.at(-1)?.account;
  if (period === undefined || account === undefined) throw inconsistent(line, "a closing entry stands on no period's last day");
  for (const earlier of periods.slice(0, index)) lock(book, earlier.name);
  orThrow(book.closePeriod({ period: period.name, into: { account, key: draft.key, text: draft.text } }), line);
  const made = book.entry(draft.key);
  if (made === undefined || !sameContent(made, draft)) throw inconsistent(line, "the closing entry carries something else");
}

function reverseAnew(book: Book, draft: Draft, { line, tags }: HledgerTransaction): void {
  const { key, date, text } = draft;
  const made = orThrow(book.reverse({ key, date, reason: text, of: tags.get("reverses") ?? "" }), line);
  if (!sameContent(made, draft)) throw inconsistent(line, "the reversal is not the entry it reverses, negated");
}

function lock(book: Book, name: string): void {
  if (book.periods.find((period) => period.name === name)?.closed === false) orThrow(book.closePeriod({ period: name }), 1);
}

function calendarYears(transactions: readonly HledgerTransaction[]): readonly Period[] {
  const years = transactions.map(({ date }) => Number(date.slice(0, 4)));
  if (years.length === 0) return [];
  const [first, last] = years.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [years[0]!, years[0]!]);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const name = String(first + index);
    return { name, from: `${name}-01-01`, to: `${name}-12-31`, closed: false };
  });
}

function inconsistent(line: number, message: string): RefusalSignal {
  return new RefusalSignal("journal-inconsistent", message, `line ${line}`);
}

function orThrow<T>(result: T | Refusal, line: number): T {
  if (!isRefusal(result)) return result;
  const { code, message, at } = result;
  throw new RefusalSignal(code, at === undefined ? message : `${at}: ${message}`, `line ${line}`);
}
