import { addDays } from "@gongzhi/working-days";
import type { PeriodKind } from "./catalogue.ts";

/** A stretch of legal days, both its first and its last day within it. */
export type Period = { readonly name: string; readonly startsOn: string; readonly endsOn: string };

const MONTHS: Readonly<Record<Exclude<PeriodKind, "at-once">, number>> = { month: 1, quarter: 3, year: 12 };

/** The month, quarter or year a legal day lies in: `2026-10`, `2026-Q4`, `2026`. */
export function periodOf(kind: Exclude<PeriodKind, "at-once">, day: string): Period {
  const year = Number(day.slice(0, 4));
  const months = MONTHS[kind];
  const place = Math.floor((Number(day.slice(5, 7)) - 1) / months);
  const startsOn = firstOf(year, place * months);
  return { name: nameOf(kind, year, place), startsOn, endsOn: addDays(firstOf(year, (place + 1) * months), -1) };
}

/** Every period from the one that holds the first day to the one that holds the last. */
export function periodsBetween(kind: Exclude<PeriodKind, "at-once">, first: string, last: string): readonly Period[] {
  const periods: Period[] = [];
  for (let day = first; day <= last && periods.length < MOST;) {
    const period = periodOf(kind, day);
    periods.push(period);
    day = addDays(period.endsOn, 1);
  }
  return periods;
}

/** Whoever was away longer than ten years catches up the next night. */
const MOST = 120;

/** @param month from 0; 12 and above are months of the years after */
function firstOf(year: number, month: number): string {
  return `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
}

function nameOf(kind: Exclude<PeriodKind, "at-once">, year: number, place: number): string {
  switch (kind) {
    case "month":
      return `${year}-${String(place + 1).padStart(2, "0")}`;
    case "quarter":
      return `${year}-Q${place + 1}`;
    case "year":
      return String(year);
  }
}
