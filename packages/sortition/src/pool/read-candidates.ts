import { groupBy } from "../group-by.ts";
import { SortitionRefusal } from "../refusal.ts";
import type { Candidate, Quota } from "./request.ts";
import { cellOf, findHeading, type PanelTable, type PanelTableRow } from "./table.ts";

/** Columns that hold what tells people apart, the first that is there; else the table's first column. */
const ID_HEADINGS = [
  "id",
  "nationbuilder_id",
  "unique_id",
  "candidate_id",
  "person_id",
  "编号",
  "序号",
  "人员编号",
  "报名编号",
  "证号",
];

export type CandidateOptions = {
  /** Heading of the column with ids. */
  readonly idColumn?: string;
  /** Headings of the columns that together make an address: people with the same are a household. */
  readonly addressColumns?: readonly string[];
};

/**
 * Reads candidates, a row each: an id, and a column for each feature that has quotas. Other columns are left alone.
 *
 * @throws SortitionRefusal with the line
 */
export function readCandidates(
  table: PanelTable,
  quotas: readonly Quota[],
  options: CandidateOptions = {},
): readonly Candidate[] {
  const id =
    options.idColumn === undefined ? (findHeading(table, ID_HEADINGS) ?? table.headings[0]) : named(table, options.idColumn);
  if (id === undefined || table.rows.length === 0) throw new SortitionRefusal("no-candidates", "there are no candidates");
  if (quotas.some(({ feature }) => feature.trim().toLowerCase() === id.trim().toLowerCase())) {
    throw new SortitionRefusal("missing-column", `the candidates have no column with ids: ${id} has quotas`);
  }
  const byFeature = groupBy(quotas, ({ feature }) => feature);
  const features = [...byFeature].map(([feature, own]) => ({
    feature,
    heading: named(table, feature),
    values: new Set(own.map(({ value }) => value)),
  }));
  const addresses = (options.addressColumns ?? []).map((heading) => named(table, heading));
  const seen = new Map<string, number>();
  return table.rows.map((row) => {
    const candidate = cellOf(row, id);
    if (candidate === "") throw new SortitionRefusal("missing-value", `a candidate without ${id}`, row.line);
    const before = seen.get(candidate);
    if (before !== undefined)
      throw new SortitionRefusal("duplicate", `candidate ${candidate} already stands in line ${before}`, row.line);
    seen.set(candidate, row.line);
    const values = Object.fromEntries(
      features.map(({ feature, heading, values: known }) => {
        const value = cellOf(row, heading);
        if (value === "") throw new SortitionRefusal("missing-value", `candidate ${candidate} has no ${feature}`, row.line);
        if (!known.has(value)) {
          const says = `candidate ${candidate} has ${feature} «${value}», for which there is no quota (there is: ${[...known].join(", ")})`;
          throw new SortitionRefusal("unknown-value", says, row.line);
        }
        return [feature, value];
      }),
    );
    const household = householdOf(row, addresses);
    return { id: candidate, values, ...(household === undefined ? {} : { household }) };
  });
}

/** Somebody without any address is a household of one. */
function householdOf(row: PanelTableRow, addresses: readonly string[]): string | undefined {
  const parts = addresses.map((heading) => cellOf(row, heading).normalize("NFKC").replaceAll(/\s+/g, " ").toLowerCase());
  return parts.every((part) => part === "") ? undefined : parts.join("\n");
}

function named(table: PanelTable, heading: string): string {
  const found = findHeading(table, [heading.trim().toLowerCase()]);
  if (found !== undefined) return found;
  throw new SortitionRefusal(
    "missing-column",
    `the candidates have no column ${heading}; there is: ${table.headings.join(", ")}`,
  );
}
