/** One part of what is published: a heading, text, and a table whose first line names its columns. */
export type Section = {
  readonly heading: string;
  readonly text: string;
  readonly table: readonly (readonly string[])[];
};

/** As it is typed: a line a row, cells between tabs (as pasted from a spreadsheet) or bars. */
export type TypedSection = { readonly heading: string; readonly text?: string | undefined; readonly table?: string | undefined };

/** What fits on a sheet and can be read. */
const MOST_ROWS = 200;
const MOST_CELLS = 10;

export type TableFault = "table-too-long" | "table-too-wide" | "table-uneven" | "section-empty";

/** @returns the sections, or which of them is wrong and how */
export function readSections(
  typed: readonly TypedSection[],
): { readonly sections: readonly Section[] } | { readonly index: number; readonly fault: TableFault } {
  const sections: Section[] = [];
  for (const [index, { heading, text = "", table = "" }] of typed.entries()) {
    const rows = readRows(table);
    const fault = judgeRows(rows) ?? (text.trim() === "" && rows.length === 0 ? "section-empty" : undefined);
    if (fault !== undefined) return { index, fault };
    sections.push({ heading, text: text.trim(), table: rows });
  }
  return { sections };
}

function readRows(table: string): readonly (readonly string[])[] {
  return table
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split(line.includes("\t") ? "\t" : /[|｜]/).map((cell) => cell.trim()));
}

function judgeRows(rows: readonly (readonly string[])[]): TableFault | undefined {
  const width = rows[0]?.length ?? 0;
  if (rows.length > MOST_ROWS) return "table-too-long";
  if (width > MOST_CELLS) return "table-too-wide";
  return rows.some((row) => row.length !== width) ? "table-uneven" : undefined;
}

/** A line a paragraph or row, as two versions are compared. */
export function asLines(title: string, sections: readonly Section[]): string {
  return [
    title,
    ...sections.flatMap(({ heading, text, table }) => [
      heading,
      ...text.split("\n").filter((line) => line.trim() !== ""),
      ...table.map((row) => row.join(" | ")),
    ]),
  ].join("\n");
}
