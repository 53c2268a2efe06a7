import type { Day } from "./day.ts";
import type { Entry, EntryKind } from "./entry.ts";

/** A posting with its entry, as a table keeps it: `number` is the entry's, `line` the posting's place in it, from 1. */
export type PostingRow = {
  readonly number: number;
  readonly line: number;
  readonly key: string;
  readonly kind: EntryKind;
  readonly date: Day;
  readonly text: string;
  readonly account: string;
  readonly unit: string;
  readonly amount: number;
  readonly reverses?: string;
  readonly tags?: Readonly<Record<string, string>>;
};

export function rowsOf({ postings, ...head }: Entry): readonly PostingRow[] {
  return postings.map((posting, index) => ({ ...head, line: index + 1, ...posting }));
}

/**
 * A row as text for a log to hash: RFC 8785 JSON of all that an edit of the table could change. The same row always gives the same
 * text, in whatever order its fields came.
 */
export function rowText(row: PostingRow): string {
  return JSON.stringify({ ...inOrder(row), ...(row.tags === undefined ? {} : { tags: inOrder(row.tags) }) });
}

function inOrder<Fields extends object>(fields: Fields): Partial<Fields> {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1))) as Partial<Fields>;
}

/** What was kept outside when the row was entered. */
export type RowSeal = { readonly number: number; readonly line: number; readonly hash: string };

export type Alteration = { readonly number: number; readonly line: number; readonly what: "altered" | "missing" | "added" };

/**
 * Names every row that is not what its seal says, every sealed row that is gone, and every row without a seal, by entry and line.
 * `hash` is the log's, of `rowText`. Rows that changed places are altered, both of them; a place taken twice is added.
 */
export function findAlterations(
  rows: Iterable<PostingRow>,
  seals: Iterable<RowSeal>,
  hash: (text: string) => string,
): readonly Alteration[] {
  const sealed = new Map<string, RowSeal>();
  for (const seal of seals) sealed.set(`${seal.number}.${seal.line}`, seal);
  const found: Alteration[] = [];
  for (const row of rows) {
    const { number, line } = row;
    const place = `${number}.${line}`;
    const seal = sealed.get(place);
    if (seal === undefined) found.push({ number, line, what: "added" });
    else if (hash(rowText(row)) !== seal.hash) found.push({ number, line, what: "altered" });
    sealed.delete(place);
  }
  for (const { number, line } of sealed.values()) found.push({ number, line, what: "missing" });
  return found;
}
