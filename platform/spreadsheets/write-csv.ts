import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { guardFormula } from "./formula-guard.ts";

/** Rows put into one piece of the stream. */
const ROWS_A_PIECE = 200;

export type RowSource = AsyncIterable<readonly string[]> | Iterable<readonly string[]>;

/**
 * CSV as offices' programs like it: UTF-8 with byte order mark, CR LF, every cell quoted (an unquoted `a;=b` is two cells where the
 * semicolon separates) and guarded against being run as a formula.
 */
export function writeCsv(headings: readonly string[], rows: RowSource): Readable {
  return Readable.from(pieces(headings, rows), { objectMode: false });
}

async function* pieces(headings: readonly string[], rows: RowSource): AsyncGenerator<Buffer> {
  yield Buffer.from("\ufeff", "utf8");
  let gathered = [headings.map(guardFormula)];
  for await (const row of rows) {
    gathered.push(row.map(guardFormula));
    if (gathered.length < ROWS_A_PIECE) continue;
    yield written(gathered);
    gathered = [];
  }
  if (gathered.length > 0) yield written(gathered);
}

function written(rows: string[][]): Buffer {
  return Buffer.from(stringify(rows, { quoted: true, quoted_empty: true, record_delimiter: "windows" }), "utf8");
}
