import type { Refusal } from "../refusal.ts";
import { refuse } from "../refusal.ts";

/** A table read from a file: its headings, then its rows as they are read. */
export type Table = {
  readonly headings: readonly string[];
  /** Ends after the first refusal. A row whose cells are all empty is left out unless the limits keep it. */
  readonly rows: AsyncIterable<TableRow | Refusal>;
  /** Lets go of the file when not all rows were read. */
  readonly close: () => Promise<void>;
};

export type TableRow = {
  /** The line (CSV: where the row begins) or row number (XLSX) people see in their own program, from 1. */
  readonly line: number;
  /** By heading; every heading is there, an empty cell is "". Spaces are kept. */
  readonly values: Readonly<Record<string, string>>;
};

/** A file on disk or in memory. */
export type TableSource = { readonly path: string } | { readonly bytes: Buffer };

export type RawRow = { readonly line: number; readonly cells: readonly string[] };

export type TableLimits = {
  readonly rows: number;
  readonly columns: number;
  readonly cellSigns: number;
  /** Rows whose cells are all empty come out too, for whoever answers row by row; a line with nothing on it never does. */
  readonly keepEmptyRows?: boolean;
};

/** A county's whole register of one kind fits; Excel itself stops at 32,767 signs a cell. */
export const TABLE_LIMITS: TableLimits = { rows: 200_000, columns: 200, cellSigns: 32_767 };

/** The first row that is not empty holds the headings; what follows becomes rows by heading. */
export async function tableOf(
  raw: AsyncGenerator<RawRow | Refusal>,
  limits: TableLimits,
  release: () => void,
): Promise<Table | Refusal> {
  const close = async () => {
    await raw.return(undefined);
    release();
  };
  const first = await nextFilled(raw);
  if (first === undefined || "refused" in first) {
    await close();
    return first ?? refuse("invalid", "table-empty");
  }
  const headings = first.cells.map((cell) => cell.trim());
  while (headings.at(-1) === "") headings.pop();
  const refusal = judgeHeadings(headings, limits);
  if (refusal !== undefined) {
    await close();
    return refusal;
  }
  return { headings: headings.filter((heading) => heading !== ""), rows: rowsOf(raw, headings, limits, release), close };
}

function judgeHeadings(headings: readonly string[], limits: TableLimits): Refusal | undefined {
  if (headings.length > limits.columns) return refuse("too-large", "table-columns", { facts: { most: limits.columns } });
  const twice = headings.findIndex((heading, index) => heading !== "" && headings.indexOf(heading) < index);
  // The number only: if somebody left the headings out, the first row holds people's data.
  return twice < 0 ? undefined : refuse("invalid", "table-heading-twice", { facts: { column: twice + 1 } });
}

async function* rowsOf(
  raw: AsyncGenerator<RawRow | Refusal>,
  headings: readonly string[],
  limits: TableLimits,
  release: () => void,
): AsyncGenerator<TableRow | Refusal> {
  try {
    for (let count = 1; ; count++) {
      const row = limits.keepEmptyRows === true ? await nextRow(raw) : await nextFilled(raw);
      if (row === undefined) return;
      const judged = "refused" in row ? row : judgeRow(row, headings, limits, count);
      yield judged;
      if ("refused" in judged) return;
    }
  } finally {
    await raw.return(undefined);
    release();
  }
}

function judgeRow(row: RawRow, headings: readonly string[], limits: TableLimits, count: number): TableRow | Refusal {
  const { line, cells } = row;
  if (count > limits.rows) return refuse("too-large", "table-rows", { facts: { most: limits.rows } });
  const stray = cells.findIndex((cell, index) => cell !== "" && (headings[index] ?? "") === "");
  if (stray >= 0) return refuse("invalid", "table-cell-without-heading", { facts: { line, column: stray + 1 } });
  const long = cells.findIndex((cell) => cell.length > limits.cellSigns);
  if (long >= 0) return refuse("too-large", "table-cell", { facts: { line, column: long + 1, most: limits.cellSigns } });
  const named = headings.map((heading, index) => [heading, cells[index] ?? ""] as const);
  return { line, values: Object.fromEntries(named.filter(([heading]) => heading !== "")) };
}

async function nextRow(raw: AsyncGenerator<RawRow | Refusal>): Promise<RawRow | Refusal | undefined> {
  const next = await raw.next();
  return next.done === true ? undefined : next.value;
}

async function nextFilled(raw: AsyncGenerator<RawRow | Refusal>): Promise<RawRow | Refusal | undefined> {
  for (;;) {
    const next = await raw.next();
    if (next.done === true) return undefined;
    if ("refused" in next.value || next.value.cells.some((cell) => cell.trim() !== "")) return next.value;
  }
}
