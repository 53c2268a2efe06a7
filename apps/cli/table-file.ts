import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import { readXlsx } from "#platform/spreadsheets/read-xlsx.ts";
import type { Table } from "#platform/spreadsheets/table.ts";
import { CommandRefusal } from "./command.ts";

/** Why a file is no table, by code; what is not said here says itself. */
const WHY: Readonly<Record<string, string>> = {
  "table-empty": "there is nothing in it",
  "table-encoding": "its text is neither UTF-8, UTF-16 nor GB 18030",
  "table-not-xlsx": "it is no workbook as Excel saves it (.xlsx)",
  "archive-encrypted": "it is locked with a password",
  "archive-damaged": "it is no workbook as Excel saves it (.xlsx)",
  "table-quotes": "a quotation mark is not closed, or stands inside a cell",
  "table-columns": "it has too many columns",
  "table-rows": "it has too many rows",
  "table-cell": "a cell holds too much text",
  "table-text": "it holds too much text",
  "table-heading-twice": "two columns have the same heading",
  "table-cell-without-heading": "a cell stands under no heading",
  "table-digits-lost": "a long number was kept as a rounded one: make its column text",
};

/** A table on disk, by its extension. @throws CommandRefusal where it cannot be read */
export async function openTable(file: string): Promise<Table> {
  const table = /\.xlsx$/i.test(file) ? await readXlsx({ path: file }) : await readCsv({ path: file });
  if (isRefusal(table)) throw new CommandRefusal(table.code, noTable(file, table));
  return table;
}

/** Why a file is no table, with its line as far as that is known. */
export function noTable(file: string, { code, facts }: Refusal): string {
  const { line, ...others } = facts;
  const where = line === undefined ? file : `${file}: line ${String(line)}`;
  const more = Object.entries(others).map(([name, value]) => `${name} ${String(value)}`);
  return `${where}: cannot be read as a table: ${[WHY[code] ?? code, ...more].join(", ")}`;
}

/** SHA-256 in hex: by it the same file is known again. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
