import { type LegalDay, type DayNumber, civilDayOf, parseLegalDay, weekdayOf } from "./legal-day.ts";
import { WorkingDaysRefusal } from "./refusal.ts";
import shippedTables from "./tables/state-council-holidays.json" with { type: "json" };

/** What one year's notice of the State Council fixes: days off, and weekend days that are worked instead. */
export type HolidayYear = { readonly daysOff: readonly LegalDay[]; readonly daysWorked: readonly LegalDay[] };

/** Holiday tables as data. A deadline is stored with the `version` that made it. */
export type HolidayTables = {
  readonly format: "gongzhi-holiday-tables/1";
  /** Names this edition, for example `chinese-days@1.5.7`. */
  readonly version: string;
  readonly source: string;
  /** By year, `"2026"`; a year that is not here is not known. */
  readonly years: Readonly<Record<string, HolidayYear>>;
};

const FORMAT = "gongzhi-holiday-tables/1";
/** More than a year has days: a table that long is not a table. */
const MAX_DAYS_A_LIST = 366;
const MAX_YEARS = 400;

/**
 * A year's last days belong to New Year's, whose notice comes with the *next* year's table (2007-12-29 and 2018-12-29 became
 * worked Saturdays that way). So from 25 December on a day is settled only when the next year's table is there too.
 */
const TAIL_MONTH = 12;
const TAIL_FIRST_DAY = 25;

/** The tables shipped with this package: State Council notices 2004–2026, dates only. */
export const SHIPPED_HOLIDAY_TABLES: HolidayTables = readHolidayTables(shippedTables);

export type DayStatus = {
  readonly working: boolean;
  readonly year: number;
  /** The year whose table would be needed to be sure of this day; null when the day is settled. */
  readonly missingYear: number | null;
};

type CompiledTables = {
  readonly years: ReadonlySet<number>;
  readonly exceptions: ReadonlyMap<DayNumber, boolean>;
};

const compiledByTables = new WeakMap<HolidayTables, CompiledTables>();

/** Whether a day is worked under these tables, by weekends alone where its year has no table. */
export function dayStatus(dayNumber: DayNumber, tables: HolidayTables): DayStatus {
  const compiled = compile(tables);
  const { year, month, day } = civilDayOf(dayNumber);
  const weekday = weekdayOf(dayNumber);
  const working = compiled.exceptions.get(dayNumber) ?? (weekday !== 0 && weekday !== 6);
  if (!compiled.years.has(year)) return { working, year, missingYear: year };
  const inTail = month === TAIL_MONTH && day >= TAIL_FIRST_DAY;
  return { working, year, missingYear: inTail && !compiled.years.has(year + 1) ? year + 1 : null };
}

/** The years these tables cover, ascending. */
export function coveredYears(tables: HolidayTables): readonly number[] {
  return Object.keys(tables.years)
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * Joins tables, later ones winning year by year: so a deployer adds next year's notice on the day it comes, or a correction
 * issued within a year (as in January 2020).
 */
export function mergeHolidayTables(base: HolidayTables, later: HolidayTables): HolidayTables {
  return {
    format: FORMAT,
    version: `${base.version}+${later.version}`,
    source: `${base.source}; ${later.source}`,
    years: { ...base.years, ...later.years },
  };
}

/** Checks tables from outside. @throws WorkingDaysRefusal `bad-holiday-table` with the field. */
export function readHolidayTables(value: unknown): HolidayTables {
  if (!isRecord(value) || value["format"] !== FORMAT) throw refuse("format", `is not "${FORMAT}"`);
  const { version, source, years } = value;
  if (typeof version !== "string" || version === "") throw refuse("version", "is missing");
  if (typeof source !== "string" || source === "") throw refuse("source", "is missing");
  if (!isRecord(years) || Object.keys(years).length > MAX_YEARS) throw refuse("years", "is not a list of years");
  const checked: Record<string, HolidayYear> = {};
  for (const [year, entry] of Object.entries(years)) checked[year] = readYear(year, entry);
  return { format: FORMAT, version, source, years: checked };
}

function readYear(year: string, entry: unknown): HolidayYear {
  if (!/^\d{4}$/u.test(year) || !isRecord(entry)) throw refuse(`years.${year.slice(0, 8)}`, "is not a year");
  const daysOff = readDays(year, "daysOff", entry["daysOff"]);
  const daysWorked = readDays(year, "daysWorked", entry["daysWorked"]);
  // An empty year is how an unknown year looks in careless sources; every real year has New Year's Day off.
  if (!daysOff.includes(`${year}-01-01`)) throw refuse(`years.${year}.daysOff`, "lacks New Year's Day: this year is not known");
  const both = daysOff.find((day) => daysWorked.includes(day));
  if (both !== undefined) throw refuse(`years.${year}`, `${both} is both off and worked`);
  return { daysOff, daysWorked };
}

function readDays(year: string, list: "daysOff" | "daysWorked", value: unknown): readonly LegalDay[] {
  const field = `years.${year}.${list}`;
  if (!Array.isArray(value) || value.length > MAX_DAYS_A_LIST) throw refuse(field, "is not a list of days");
  const days: LegalDay[] = [];
  for (const day of value as readonly unknown[]) {
    if (typeof day !== "string" || !day.startsWith(`${year}-`)) throw refuse(field, "holds a day outside its year");
    const weekday = weekdayOf(parseLegalDay(day));
    if (list === "daysWorked" && weekday !== 0 && weekday !== 6) throw refuse(field, `${day} is no weekend day`);
    days.push(day);
  }
  if (new Set(days).size !== days.length) throw refuse(field, "names a day twice");
  return days;
}

function compile(tables: HolidayTables): CompiledTables {
  const known = compiledByTables.get(tables);
  if (known !== undefined) return known;
  const exceptions = new Map<DayNumber, boolean>();
  for (const year of Object.values(tables.years)) {
    for (const day of year.daysOff) exceptions.set(parseLegalDay(day), false);
    for (const day of year.daysWorked) exceptions.set(parseLegalDay(day), true);
  }
  const compiled = { years: new Set(coveredYears(tables)), exceptions };
  compiledByTables.set(tables, compiled);
  return compiled;
}

function refuse(field: string, what: string): WorkingDaysRefusal {
  return new WorkingDaysRefusal("bad-holiday-table", `${field} ${what}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
