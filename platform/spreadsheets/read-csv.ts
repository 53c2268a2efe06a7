import { Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { type Refusal, refuse } from "../refusal.ts";
import { findQuoteFault } from "./find-quote-fault.ts";
import { unguardFormula } from "./formula-guard.ts";
import { type RawRow, type Table, TABLE_LIMITS, type TableLimits, tableOf, type TableSource } from "./table.ts";
import { decodeText, detectEncoding, type TextEncoding } from "./text-encoding.ts";

/** Comma first: it wins a tie. Semicolon and tab are what Excel writes in some locales and as "Unicode text". */
const SEPARATORS = [",", ";", "\t"] as const;
/** The heading line is looked for in the first signs only. */
const LONGEST_HEADING_LINE = 64 * 1024;

/** Reads CSV: encoding and separator are found out, the quote of the formula guard is taken off. */
export async function readCsv(source: TableSource, limits: TableLimits = TABLE_LIMITS): Promise<Table | Refusal> {
  const encoding = await detectEncoding(source);
  if (encoding === undefined) return refuse("invalid", "table-encoding");
  const separator = await detectSeparator(source, encoding);
  return tableOf(parseRows(source, encoding, separator, limits), limits, () => undefined);
}

async function* parseRows(
  source: TableSource,
  encoding: TextEncoding,
  separator: string,
  limits: TableLimits,
): AsyncGenerator<RawRow | Refusal> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    // A quote that is never closed would otherwise swallow the file into one cell.
    max_record_size: limits.columns * limits.cellSigns,
  });
  const text = Readable.from(decodeText(source, encoding));
  text.on("error", (fault) => parser.destroy(fault));
  let line = 1;
  let emptyLines = 0;
  try {
    for await (const parsed of text.pipe(parser)) {
      const { record, info } = parsed as { readonly record: readonly string[]; readonly info: Info };
      // The parser's own count takes CR LF inside quotes for two lines.
      line += info.empty_lines - emptyLines;
      emptyLines = info.empty_lines;
      yield { line, cells: record.map(unguardFormula) };
      line += 1 + lineBreaks(record);
    }
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const tooLong = fault.code === "CSV_MAX_RECORD_SIZE";
    const at = (await findQuoteFault(decodeText(source, encoding), separator)) ?? line;
    yield tooLong
      ? refuse("invalid", "table-cell", { facts: { line: at, most: limits.cellSigns } })
      : refuse("invalid", "table-quotes", { facts: { line: at } });
  } finally {
    text.destroy();
    parser.destroy();
  }
}

function lineBreaks(record: readonly string[]): number {
  let breaks = 0;
  for (const cell of record) if (/[\r\n]/.test(cell)) breaks += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  return breaks;
}

async function detectSeparator(source: TableSource, encoding: TextEncoding): Promise<string> {
  let start = "";
  for await (const piece of decodeText(source, encoding)) {
    start += piece;
    if (start.length >= LONGEST_HEADING_LINE) break;
  }
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]));
  let quoted = false;
  let filled = false;
  for (const sign of start.slice(0, LONGEST_HEADING_LINE)) {
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === "\n" || sign === "\r") {
      if (filled) break;
      continue;
    }
    filled = true;
    const count = counts.get(sign);
    if (count !== undefined) counts.set(sign, count + 1);
  }
  return SEPARATORS.reduce((best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best));
}
