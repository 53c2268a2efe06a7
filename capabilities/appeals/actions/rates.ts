import { buffer } from "node:stream/consumers";
import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { everyone } from "#platform/policy.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { writeCsv } from "#platform/spreadsheets/write-csv.ts";
import { GROUPINGS, MOST_MONTHS, RateRuleView, readRates } from "../contract/read-rates.ts";
import { MOST_CELLS, type RatesFile, takeRates } from "../contract/take-rates.ts";
import { APPEAL_MEASURES, CALL_MEASURES, reckonRates, type RateRule } from "../domain/reckon-rates.ts";
import { findCells, findCountedMonths, sumCells, type CellFilter, type Cells } from "../store/rate-cells.ts";
import { readRule } from "./read-rules.ts";

type Asked = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly area?: string | undefined;
  readonly matter?: string | undefined;
};
type RuleView = Static<typeof RateRuleView>;

export const readRatesBound = bind(readRates, {
  policy: everyone,
  limits: [{ by: "address", points: 300, seconds: 60 }],
  run: async (context, { by = "unit", ...asked }) => {
    const found = await gather(context, asked);
    if (isRefusal(found)) return found;
    const { rule, filter } = found;
    const cells = await sumCells(context.tx, filter, by);
    const { months, countedAt } = await findCountedMonths(context.tx);
    return {
      rule,
      from: filter.from.slice(0, 7),
      to: filter.to.slice(0, 7),
      by,
      months: [...months],
      countedAt: countedAt?.toISOString() ?? null,
      ...reckonRates(cells.appeals, cells.calls, rule, by),
    };
  },
});

export const takeRatesBound = bind(takeRates, {
  policy: everyone,
  limits: [{ by: "address", points: 60, seconds: 60 }],
  run: async (context, { format, ...asked }) => {
    const found = await gather(context, asked);
    if (isRefusal(found)) return found;
    const { rule, filter } = found;
    const cells = await findCells(context.tx, filter, MOST_CELLS + 1);
    if (cells.appeals.length > MOST_CELLS || cells.calls.length > MOST_CELLS) return refuseField("/from", "too-many-cells");
    const [from, to] = [filter.from.slice(0, 7), filter.to.slice(0, 7)];
    const file = { fileName: `rates-${context.tenant.slug}-${from}-${to}.${format}`, mediaType: MEDIA_TYPES[format] };
    if (format === "csv") return { ...file, base64: (await buffer(csvOf(cells))).toString("base64") };
    const published = GROUPINGS.map((by) => ({ by, ...reckonRates(cells.appeals, cells.calls, rule, by) }));
    const data: Static<typeof RatesFile> = {
      tenant: context.tenant.slug,
      from,
      to,
      rule,
      appeals: [...cells.appeals],
      calls: [...cells.calls],
      published,
    };
    return { ...file, base64: Buffer.from(JSON.stringify(data), "utf8").toString("base64") };
  },
});

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

type Gathered = { readonly rule: RuleView; readonly filter: CellFilter };

async function gather(context: ActionContext, { from, to, area, matter }: Asked): Promise<Gathered | Refusal> {
  const last = to ?? legalDay(context.now).slice(0, 7);
  const first = from ?? monthsBefore(last, 11);
  if (first > last) return refuseField("/from", "months-reversed");
  if (monthsBefore(last, MOST_MONTHS - 1) > first) return refuseField("/from", "too-many-months", { most: MOST_MONTHS });
  const filter = { from: `${first}-01`, to: `${last}-01`, area, matter };
  const version = await readRule(context.tx, "appeals.rates", context.tenant.rootPath);
  const parameters = readFormulas(version.parameters);
  if (parameters === undefined)
    return refuse("conflict", "no-formulas", { facts: { rule: version.title, version: version.version } });
  const { key, rule_id: id, title, title_en: titleEn, version: number } = version;
  return { rule: { key, id, title, titleEn, version: number, ...parameters }, filter };
}

/** The parameters as this capability reads them; a version enacted without formulas reckons nothing. */
function readFormulas(parameters: Readonly<Record<string, unknown>>): RateRule | undefined {
  const { excludedOutcomes, excludedModes, smallestShown, rates } = RateRuleView.properties;
  const schema = Type.Object({ excludedOutcomes, excludedModes, smallestShown, rates });
  if (!Value.Check(schema, parameters)) return undefined;
  const measures: Readonly<Record<string, readonly string[]>> = { appeals: APPEAL_MEASURES, calls: CALL_MEASURES };
  const known = parameters.rates.every(({ from, of, over }) => [...of, ...over].every((one) => measures[from]?.includes(one)));
  return known ? parameters : undefined;
}

/** @param month `2026-11` */
function monthsBefore(month: string, months: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - months;
  return `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}`;
}

/** Both sorts of counts in one table: what a row has not is empty. */
function csvOf({ appeals, calls }: Cells) {
  const named = ["month", "area", "areaName", "unit", "unitName", "matter", "matterName"] as const;
  const headings = ["counts", ...named, "mode", "outcome", ...APPEAL_MEASURES, "caller", "callerName", ...CALL_MEASURES];
  const lineOf = (counts: string, row: Readonly<Record<string, string | number>>) => [
    counts,
    ...headings.slice(1).map((column) => String(row[column] ?? "")),
  ];
  return writeCsv(headings, [...appeals.map((row) => lineOf("appeals", row)), ...calls.map((row) => lineOf("calls", row))]);
}
