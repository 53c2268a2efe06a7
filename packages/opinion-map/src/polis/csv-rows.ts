import { OpinionRefusal } from "../refusal.ts";

/** One row of a CSV file, by heading. `line` is the 1-based line on which it begins. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/** A JavaScript string holds half a billion characters at most; a conversation of a million votes has 50 million. */
const TEXT_LENGTH_MAX = 2 ** 28;

/** Rows of a file as RFC 4180 writes them: cells in quotes may hold commas, line breaks and doubled quotes. Blank lines are passed over. */
export function* csvRows(text: string, file: string): Generator<CsvRow> {
  if (text.length > TEXT_LENGTH_MAX) throw new OpinionRefusal("too-large", `more than ${TEXT_LENGTH_MAX} characters`, { file });
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    const plain = text.slice(at, text[end - 1] === "\r" ? end - 1 : end);
    if (!plain.includes('"')) {
      if (plain !== "") yield { line, cells: plain.split(",") };
      at = end + 1;
      line += 1;
      continue;
    }
    const row = quotedRow(text, at, { file, line });
    yield { line, cells: row.cells };
    at = row.end;
    line += row.lines;
  }
}

function quotedRow(text: string, start: number, place: { file: string; line: number }) {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1, place);
      cell = text.slice(at + 1, closing).replaceAll('""', '"');
      lines += cell.split("\n").length - 1;
      at = closing + 1;
    }
    const [comma, newline] = [text.indexOf(",", at), text.indexOf("\n", at)].map((found) => (found < 0 ? text.length : found));
    const end = Math.min(comma!, newline!);
    const rest = text.slice(at, end).replace(/\r$/u, "");
    if (cell !== "" && rest !== "") throw new OpinionRefusal("bad-quote", "something follows a closed quote", place);
    cells.push(cell + rest);
    at = end + 1;
    if (end === newline) return { cells, end: at, lines };
  }
}

/** Where the quote ends that was opened before `from`: at the first one that is not doubled. */
function closingQuote(text: string, from: number, place: { file: string; line: number }): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  if (at < 0) throw new OpinionRefusal("bad-quote", "a quote is never closed", place);
  return at;
}

/** The cell as it must be written so that {@link csvRows} reads it back. */
export function csvCell(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A file with headings, which may stand in any order. */
export type CsvTable = {
  readonly file: string;
  readonly headings: readonly string[];
  /** Position of a heading, undefined where there is none. */
  readonly column: (heading: string) => number | undefined;
  /** Refuses `bad-row` for one with more or fewer cells than headings. */
  readonly rows: Iterable<CsvRow>;
};

/** Refuses `missing-column` where one of the needed headings is not there, and `duplicate` where one is there twice. */
export function csvTable(text: string, file: string, needed: readonly string[]): CsvTable {
  const all = csvRows(text, file);
  const first = all.next();
  if (first.done === true)
    throw new OpinionRefusal("missing-column", `the file is empty; it needs ${needed.join(", ")}`, { file });
  const headings = first.value.cells.map((cell) => cell.trim());
  const { line } = first.value;
  const columns = new Map<string, number>();
  for (const [position, heading] of headings.entries()) {
    if (columns.has(heading)) throw new OpinionRefusal("duplicate", `the column ${heading} is there twice`, { file, line });
    columns.set(heading, position);
  }
  const missing = needed.filter((heading) => !columns.has(heading));
  if (missing.length > 0) throw new OpinionRefusal("missing-column", `there is no column ${missing.join(", ")}`, { file, line });
  return { file, headings, column: (heading) => columns.get(heading), rows: sameWidth(all, headings.length, file) };
}

function* sameWidth(rows: Iterable<CsvRow>, width: number, file: string): Generator<CsvRow> {
  for (const row of rows) {
    if (row.cells.length !== width) {
      throw new OpinionRefusal("bad-row", `${row.cells.length} cells under ${width} headings`, { file, line: row.line });
    }
    yield row;
  }
}
