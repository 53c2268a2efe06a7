/** A table as any CSV or spreadsheet reader gives it. */
export type PanelTable = { readonly headings: readonly string[]; readonly rows: readonly PanelTableRow[] };

export type PanelTableRow = {
  /** 1-based, as people see it in their file. */
  readonly line: number;
  /** By heading. */
  readonly values: Readonly<Record<string, string>>;
};

/** The first heading that is one of the names, without regard to case and outer spaces. */
export function findHeading(table: PanelTable, names: readonly string[]): string | undefined {
  return names
    .map((name) => table.headings.find((heading) => heading.trim().toLowerCase() === name))
    .find((heading) => heading !== undefined);
}

export function cellOf(row: PanelTableRow, heading: string): string {
  return (row.values[heading] ?? "").trim();
}
