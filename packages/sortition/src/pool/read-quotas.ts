import { SortitionRefusal } from "../refusal.ts";
import type { Quota } from "./request.ts";
import { cellOf, findHeading, type PanelTable, type PanelTableRow } from "./table.ts";

/** What a column holds, by its headings: those of the field's tools, and Chinese ones. */
const HEADINGS = {
  feature: ["feature", "category", "特征", "类别", "属性", "项目", "维度"],
  value: ["value", "name", "取值", "值", "选项", "分类"],
  min: ["min", "最少", "最小", "最小值", "最低", "下限", "最少人数"],
  max: ["max", "最多", "最大", "最大值", "最高", "上限", "最多人数"],
  minFlex: ["min_flex", "minflex", "可放宽下限", "下限可放宽至", "最低可降至"],
  maxFlex: ["max_flex", "maxflex", "可放宽上限", "上限可放宽至", "最高可升至"],
} as const;

const WHOLE = /^\d{1,6}$/;

/**
 * Reads quotas, a row each: feature, value, min and max, and perhaps how far a relaxation may go (min_flex, max_flex); rows
 * without a feature are passed over.
 *
 * @throws SortitionRefusal with the line
 */
export function readQuotas(table: PanelTable): readonly Quota[] {
  const heading = (field: keyof typeof HEADINGS) => findHeading(table, HEADINGS[field]);
  const needed = (field: keyof typeof HEADINGS) => {
    const found = heading(field);
    if (found !== undefined) return found;
    const [name] = HEADINGS[field];
    throw new SortitionRefusal("missing-column", `the quotas have no column ${name}; there is: ${table.headings.join(", ")}`);
  };
  const [feature, value, min, max] = [needed("feature"), needed("value"), needed("min"), needed("max")];
  const [minFlex, maxFlex] = [heading("minFlex"), heading("maxFlex")];
  const seen = new Map<string, number>();
  const quotas = table.rows.flatMap((row): readonly Quota[] => {
    const name = cellOf(row, feature);
    if (name === "") return [];
    const quota = readQuota(row, { feature: name, value: cellOf(row, value), min, max, minFlex, maxFlex });
    const key = `${quota.feature}\0${quota.value}`;
    const before = seen.get(key);
    if (before !== undefined) {
      throw new SortitionRefusal("duplicate", `${name}: ${quota.value} already has the quota of line ${before}`, row.line);
    }
    seen.set(key, row.line);
    return [quota];
  });
  if (quotas.length === 0) throw new SortitionRefusal("no-quotas", "there are no quotas");
  return quotas;
}

type Columns = {
  readonly feature: string;
  readonly value: string;
  readonly min: string;
  readonly max: string;
  readonly minFlex: string | undefined;
  readonly maxFlex: string | undefined;
};

function readQuota(row: PanelTableRow, columns: Columns): Quota {
  const { feature, value } = columns;
  if (value === "") throw new SortitionRefusal("missing-value", `the quota of ${feature} has no value`, row.line);
  const min = wholeNumber(row, columns.min);
  const max = wholeNumber(row, columns.max);
  const minFlex = columns.minFlex === undefined ? undefined : wholeNumber(row, columns.minFlex);
  const maxFlex = columns.maxFlex === undefined ? undefined : wholeNumber(row, columns.maxFlex);
  if (min > max)
    throw new SortitionRefusal("bad-quota", `${feature}: ${value} has a minimum of ${min} above its maximum of ${max}`, row.line);
  if ((minFlex ?? min) > min || (maxFlex ?? max) < max) {
    throw new SortitionRefusal(
      "bad-quota",
      `${feature}: ${value} may be relaxed to bounds that are tighter than its own`,
      row.line,
    );
  }
  return {
    feature,
    value,
    min,
    max,
    ...(minFlex === undefined ? {} : { minFlex }),
    ...(maxFlex === undefined ? {} : { maxFlex }),
  };
}

function wholeNumber(row: PanelTableRow, heading: string): number {
  const text = cellOf(row, heading);
  // Spreadsheets write 3 as 3.0 once a column has held a fraction.
  const digits = text.replace(/\.0+$/, "");
  if (!WHOLE.test(digits)) throw new SortitionRefusal("bad-number", `${heading} is a whole number, not «${text}»`, row.line);
  return Number(digits);
}
