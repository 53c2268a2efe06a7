import { createHash } from "node:crypto";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import { readXlsx } from "#platform/spreadsheets/read-xlsx.ts";
import { recogniseHeadings } from "#platform/spreadsheets/recognise-headings.ts";
import type { Table } from "#platform/spreadsheets/table.ts";
import { MOST_BROWSER_ROWS } from "../contract/import-views.ts";
import { PERSON_IMPORT, type Mapping } from "../domain/import-fields.ts";
import { findMapping, openBatch, updateBatch, type FileToImport } from "../store/import-batches.ts";
import { putRows } from "../store/import-rows.ts";

/** Rows put in one statement: its parameters stay far below PostgreSQL's 65,535. */
const ROWS_A_STATEMENT = 500;

/** The digest a mapping is remembered by: the same headings in the same order. */
export function headingsKey(headings: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(headings)).digest("hex");
}

export async function openTable(path: string, kind: "csv" | "xlsx"): Promise<Table | Refusal> {
  return kind === "xlsx" ? await readXlsx({ path }) : await readCsv({ path });
}

/** Puts a whole table into a batch of its own, encrypted, in the caller's transaction; nothing of it is kept unless all of it came. */
export async function putTable(
  context: ActionContext,
  file: Omit<FileToImport, "headings">,
  table: Table,
): Promise<{ readonly id: string; readonly rows: number } | Refusal> {
  const { tx, house } = context;
  const id = await openBatch(context, { ...file, headings: table.headings });
  const batch = { id, division_path: file.path };
  let waiting: { readonly line: number; readonly values: Readonly<Record<string, string>> }[] = [];
  let rows = 0;
  let throughLine = 0;
  const put = async () => {
    await putRows(tx, house.keys, batch, waiting);
    waiting = [];
  };
  for await (const row of table.rows) {
    if (isRefusal(row)) return row;
    rows += 1;
    if (rows > MOST_BROWSER_ROWS) return refuse("too-large", "list-too-long", { facts: { most: MOST_BROWSER_ROWS } });
    waiting.push(row);
    throughLine = row.line;
    if (waiting.length >= ROWS_A_STATEMENT) await put();
  }
  await put();
  if (rows === 0) return refuse("invalid", "list-empty");
  await updateBatch(tx, id, { rows, throughLine });
  return { id, rows };
}

/** How the columns of a list are understood: as confirmed before for the same headings, else as they are recognised. */
export async function proposeMapping(context: ActionContext, headings: readonly string[]): Promise<Mapping> {
  const remembered = await findMapping(context.tx, headingsKey(headings));
  return recogniseHeadings(PERSON_IMPORT, headings, remembered).mapping;
}
