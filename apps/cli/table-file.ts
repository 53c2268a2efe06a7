import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { isRefusal } from "#platform/refusal.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import { readXlsx } from "#platform/spreadsheets/read-xlsx.ts";
import type { Table } from "#platform/spreadsheets/table.ts";
import { CommandRefusal } from "./command.ts";

/** A table on disk, by its extension. @throws CommandRefusal where it cannot be read */
export async function openTable(file: string): Promise<Table> {
  const table = /\.xlsx$/i.test(file) ? await readXlsx({ path: file }) : await readCsv({ path: file });
  if (isRefusal(table))
    throw new CommandRefusal(table.code, `${file} cannot be read as a table: ${table.code} ${JSON.stringify(table.facts)}`);
  return table;
}

/** SHA-256 in hex: by it the same file is known again. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}
