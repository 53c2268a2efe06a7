import type { GROUPINGS, RateFormula } from "../contract/read-rates.ts";

/** Counts of appeals of one month, place, unit, matter, way of raising and outcome: nothing smaller is published, and no person is in it. */
export type RateCell = {
  /** `2026-11`, of the day it was raised. */
  readonly month: string;
  readonly area: string;
  readonly areaName: string;
  /** '' where nobody has led it. */
  readonly unit: string;
  readonly unitName: string;
  readonly matter: string;
  readonly matterName: string;
  readonly mode: string;
  readonly outcome: string;
  readonly dispatched: number;
  readonly contactedInTime: number;
  readonly judged: number;
  readonly responded: number;
  readonly solved: number;
  readonly satisfied: number;
};

/** Counts of calls for help: `caller` called `unit`. */
export type CallCell = Pick<RateCell, "month" | "area" | "areaName" | "unit" | "unitName" | "matter" | "matterName"> & {
  readonly caller: string;
  readonly callerName: string;
  readonly called: number;
  readonly reportedInTime: number;
  readonly helped: number;
  readonly refused: number;
};

export const APPEAL_MEASURES = ["dispatched", "contactedInTime", "judged", "responded", "solved", "satisfied"] as const;
export const CALL_MEASURES = ["called", "reportedInTime", "helped", "refused"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type RateRule = {
  excludedOutcomes: string[];
  excludedModes: string[];
  /** A rate over fewer than these is not shown: it would be about single cases. Its counts are. */
  smallestShown: number;
  rates: RateFormula[];
};

/** `percent` has one place, halves away from zero; null where there are too few to tell. */
export type Rate = { key: string; of: number; over: number; percent: string | null };
export type RateGroup = { key: string; name: string; rates: Rate[] };
export type Reckoned = { total: Rate[]; groups: RateGroup[]; excluded: number };

type Row = { readonly [column: string]: string | number };

/**
 * Reckons the rates of cells: those the rule excludes are left out (`excluded` says how many dispatched ones), the rest are summed.
 * Groups stand by name, never by a figure: a list with the fewest appeals on top would teach units to keep people from raising any.
 */
export function reckonRates(appeals: readonly RateCell[], calls: readonly CallCell[], rule: RateRule, by: Grouping): Reckoned {
  const isOut = ({ outcome, mode }: RateCell) => rule.excludedOutcomes.includes(outcome) || rule.excludedModes.includes(mode);
  const rows = { appeals: appeals.filter((cell) => !isOut(cell)), calls };
  const names = new Map<string, string>();
  const sums = new Map<string, Map<string, Sum>>();
  const total = new Map<string, Sum>();
  for (const formula of rule.rates)
    for (const row of rows[formula.from] as readonly Row[]) {
      const { key, name } = groupOf(row, formula, by);
      names.set(key, name);
      const group = sums.get(key) ?? new Map<string, Sum>();
      sums.set(key, group);
      add(group, formula, row);
      add(total, formula, row);
    }
  const ratesOf = (of: ReadonlyMap<string, Sum>) => rule.rates.map((formula) => rateOf(formula, of.get(formula.key), rule));
  return {
    total: ratesOf(total),
    groups: [...sums]
      .map(([key, group]) => ({ key, name: names.get(key) ?? "", rates: ratesOf(group) }))
      .sort((one, other) => compare(one.name, other.name) || compare(one.key, other.key)),
    excluded: appeals.filter(isOut).reduce((sum, cell) => sum + cell.dispatched, 0),
  };
}

type Sum = { of: number; over: number };

function add(sums: Map<string, Sum>, formula: RateFormula, row: Row): void {
  const sum = sums.get(formula.key) ?? { of: 0, over: 0 };
  sums.set(formula.key, sum);
  for (const measure of formula.of) sum.of += Number(row[measure] ?? 0);
  for (const measure of formula.over) sum.over += Number(row[measure] ?? 0);
}

function groupOf(row: Row, formula: RateFormula, by: Grouping): { readonly key: string; readonly name: string } {
  const column = by === "unit" && formula.unit === "caller" ? "caller" : by;
  const key = String(row[column] ?? "");
  return { key, name: by === "month" ? key : String(row[`${column}Name`] ?? "") };
}

function rateOf({ key }: RateFormula, sum: Sum = { of: 0, over: 0 }, { smallestShown }: RateRule): Rate {
  const { of, over } = sum;
  return { key, of, over, percent: over < Math.max(1, smallestShown) ? null : percentOf(of, over) };
}

/** Of integers, in integers: `937` thousandths are `93.7`. */
function percentOf(of: number, over: number): string {
  const thousandths = Math.floor((of * 2_000 + over) / (over * 2));
  return `${Math.floor(thousandths / 10)}.${thousandths % 10}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
