import { readFile, stat } from "node:fs/promises";
import { TriageRefusal } from "@gongzhi/text-triage";
import { isRefusal, type Refusal } from "#platform/refusal.ts";
import { guardFormula } from "#platform/spreadsheets/formula-guard.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import type { TableLimits, TableRow, TableSource } from "#platform/spreadsheets/table.ts";
import { type CommandInput, CommandRefusal } from "./command.ts";
import { noTable } from "./table-file.ts";

/** What a column holds, by the headings it goes under: ours, and those of Chinese exports of messages to officials. */
const HEADINGS = {
  id: ["id", "编号", "留言编号", "信件编号", "工单编号"],
  title: ["title", "标题", "主题", "留言主题", "信件标题", "工单标题"],
  detail: ["detail", "text", "content", "内容", "详情", "正文", "留言详情", "留言内容", "信件内容", "工单内容"],
  segmented: ["segmented_text", "segmented", "分词", "分词文本", "分词结果"],
  label: ["label", "class", "标签", "类别", "分类", "一级标签", "一级分类"],
  original: ["raw_id", "original_id", "原文编号"],
  reporter: ["user", "user_id", "用户", "留言用户", "反映人"],
  time: ["time", "date", "时间", "留言时间", "反映时间", "来信时间"],
  likes: ["likes", "up", "点赞数", "点赞", "支持数"],
  dislikes: ["dislikes", "down", "反对数", "反对"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TriageField = keyof typeof HEADINGS;

/** One row of a file, with what is known of it by field; a field without a column is undefined. */
export type TriageRow = { readonly row: TableRow; readonly read: (field: TriageField) => string | undefined };

type Columns = { readonly headings: readonly string[]; readonly has: (field: TriageField) => boolean };

export type TriageTable = Columns & { readonly rows: readonly TriageRow[] };

/** A file, a model or an index above this is none of ours: the largest stays below a tenth. */
const BYTES_MAX = 500_000_000;
/** A text may be longer than a cell of Excel; a table of a million rows is read row by row. */
const LIMITS: TableLimits = { rows: 1_000_000, columns: 200, cellSigns: 1_000_000, keepEmptyRows: true };
/** Excel writes a carriage return it cannot show as `_x000D_`, and such cells come back as text. */
const EXCEL_RETURN = /_x000D_/giu;

/** Opens a CSV file that has a column with a text, to be read row by row; `-` is what comes in by standard input. */
export async function openTriageTable(path: string): Promise<Columns & { readonly rows: AsyncIterable<TriageRow> }> {
  const table = await readCsv(await sourceOf(path), LIMITS);
  if (isRefusal(table)) throw new CommandRefusal(table.code, noTable(path, table));
  const columns = new Map<TriageField, string>();
  for (const [field, names] of Object.entries(HEADINGS)) {
    const heading = table.headings.find((one) => names.some((name) => name === one.trim().toLowerCase()));
    if (heading !== undefined) columns.set(field as TriageField, heading);
  }
  if (!TEXT_FIELDS.some((field) => columns.has(field))) {
    throw new CommandRefusal(
      "heading-missing",
      `${path} has no column with a text: title, detail, 留言主题, 留言详情 or segmented_text; there is: ${listHeadings(table.headings)}`,
    );
  }
  return { headings: table.headings, has: (field) => columns.has(field), rows: readRows(path, table.rows, columns) };
}

/** Of a file that is no table the first line may be a whole book. */
const HEADINGS_SIGNS_MAX = 300;

export function listHeadings(headings: readonly string[]): string {
  const listed = headings.join(", ");
  return listed.length > HEADINGS_SIGNS_MAX ? `${listed.slice(0, HEADINGS_SIGNS_MAX)}…` : listed;
}

const TEXT_FIELDS = ["title", "detail", "segmented"] as const;

/** Reads a CSV file whole: for work that looks at all rows together. */
export async function readTriageTable(path: string): Promise<TriageTable> {
  const { headings, has, rows } = await openTriageTable(path);
  return { headings, has, rows: await Array.fromAsync(rows) };
}

async function* readRows(
  path: string,
  rows: AsyncIterable<TableRow | Refusal>,
  columns: ReadonlyMap<TriageField, string>,
): AsyncGenerator<TriageRow> {
  for await (const row of rows) {
    if (isRefusal(row)) throw new CommandRefusal(row.code, noTable(path, row));
    yield {
      row,
      read: (field) => {
        const heading = columns.get(field);
        return heading === undefined ? undefined : row.values[heading];
      },
    };
  }
}

async function sourceOf(path: string): Promise<TableSource> {
  if (path !== "-" && path !== "/dev/stdin") {
    await sizeOf(path);
    return { path };
  }
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > BYTES_MAX) throw new CommandRefusal("too-large", `standard input has more than ${BYTES_MAX} bytes`);
    pieces.push(piece);
  }
  return { bytes: Buffer.concat(pieces) };
}

/** The text of a row: segmented if it is only there so, else title and detail. */
export function textOf({ read }: TriageRow, between: string): string {
  const segmented = read("segmented");
  const title = read("title") ?? "";
  const detail = read("detail") ?? "";
  const text = segmented !== undefined && title === "" && detail === "" ? segmented : title + between + detail;
  return text.replaceAll(EXCEL_RETURN, " ");
}

/** Bytes of a file the package wrote. */
export async function readBinary(path: string): Promise<Uint8Array> {
  await sizeOf(path);
  return await readFile(path);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw new CommandRefusal("no-such-file", `${path} is not there or is no file`);
  if (found.size > BYTES_MAX) throw new CommandRefusal("too-large", `${path} has ${found.size} bytes, more than ${BYTES_MAX}`);
  return found.size;
}

/** Does the work; a refusal of the package becomes one line for whoever typed the command, with the files it came of. */
export function orTriageRefused<Result>(paths: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TriageRefusal) throw new CommandRefusal(error.code, `${paths}: ${error.message}`);
    throw error;
  }
}

/** A number given as an option, within its limits; the default where it is not given. */
export function readOption(input: CommandInput, name: string, fallback: number, least: number, most: number): number {
  const given = input.values[name];
  if (given === undefined) return fallback;
  const value = typeof given === "string" && given.trim() !== "" ? Number(given) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new CommandRefusal("bad-option", `--${name} lies between ${least} and ${most}, not at ${JSON.stringify(given)}`);
  }
  return value;
}

export function readWholeOption(input: CommandInput, name: string, fallback: number, least: number, most: number): number {
  const value = readOption(input, name, fallback, least, most);
  if (!Number.isInteger(value)) throw new CommandRefusal("bad-option", `--${name} is a whole number, not ${value}`);
  return value;
}

export function onlyFile(input: CommandInput): string {
  const [file] = input.positionals;
  if (file === undefined || input.positionals.length !== 1) throw new CommandRefusal("no-file", "name one file");
  return file;
}

/**
 * A cell as it is written out: what a spreadsheet program would run as a formula gets the quote `readCsv` takes off again.
 * Numbers stay numbers, and white space before a text is no formula: other programs get the cell as it came.
 */
export function writtenCell(value: string): string {
  if (/^[+-]?\d+(?:[.,]\d+)?$/u.test(value)) return value;
  return /^['\s\p{Cc}\u200b\ufeff]*[=+\-@＝＋－＠]/u.test(value) ? guardFormula(value) : value;
}
