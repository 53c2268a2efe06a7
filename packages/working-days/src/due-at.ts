import { CountLedger, NO_TABLE_NEEDED, type CountBasis } from "./count-ledger.ts";
import type { HolidayTables } from "./holiday-tables.ts";
import {
  type DayNumber,
  type Instant,
  type LegalDay,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  dayNumberAt,
  endOfDayMs,
  instantMs,
  legalDayText,
} from "./legal-day.ts";
import { WorkingDaysRefusal, quote } from "./refusal.ts";

export type DueUnit = "minutes" | "hours" | "calendar-days" | "working-days";

export type DueRequest = {
  /** The event from which the time runs. */
  readonly from: Instant;
  /** A whole number, 0 or more. */
  readonly amount: number;
  readonly unit: DueUnit;
  /**
   * For calendar days only: what happens when the last day is not a working day. `keep` (default) leaves it;
   * `next-working-day` moves it, for rules that say so.
   */
  readonly lastDayOff?: "keep" | "next-working-day";
};

export type Due = CountBasis & {
  /** The first moment that is too late, ISO 8601 in UTC: done in time means done *before* it. */
  readonly dueAtUtc: string;
  /** The last legal day on which it is still in time. */
  readonly lastDay: LegalDay;
};

/** Limits by unit: about ten years of minutes, a century of the rest. Longer is a typing error. */
const MAX_AMOUNT: Readonly<Record<DueUnit, number>> = {
  minutes: 5_256_000,
  hours: 876_000,
  "calendar-days": 36_500,
  "working-days": 25_000,
};

/**
 * When something is due. Minutes and hours run from the moment; days run from the legal day of the event, which is not counted
 * itself, and end at 24:00 in Shanghai of the last one. So one calendar day from any time on 3 March ends when 4 March ends.
 * A working day in a year without a table is taken as Monday to Friday and the result is `provisional`.
 * @throws WorkingDaysRefusal `bad-instant`, `bad-amount`, `bad-unit`, `out-of-range`.
 */
export function dueAt(request: DueRequest, tables: HolidayTables): Due {
  const { amount, unit } = request;
  const limit = Object.hasOwn(MAX_AMOUNT, unit) ? MAX_AMOUNT[unit] : undefined;
  if (limit === undefined) throw new WorkingDaysRefusal("bad-unit", `${quote(unit)} is no unit of time`);
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > limit) {
    throw new WorkingDaysRefusal("bad-amount", `${amount} ${unit}: the amount must be a whole number from 0 to ${limit}`);
  }
  const fromMs = instantMs(request.from);
  switch (unit) {
    case "minutes":
      return dueAtMoment(fromMs + amount * MS_PER_MINUTE);
    case "hours":
      return dueAtMoment(fromMs + amount * MS_PER_HOUR);
    case "calendar-days":
      return dueAfterCalendarDays(dayNumberAt(fromMs) + amount, request.lastDayOff ?? "keep", tables);
    case "working-days":
      return dueAfterWorkingDays(dayNumberAt(fromMs), amount, tables);
  }
}

/** True once tables have come for a year that was missing when this deadline was computed: compute it again. */
export function mustRecompute(due: Pick<Due, "missingYears">, tables: HolidayTables): boolean {
  return due.missingYears.some((year) => Object.hasOwn(tables.years, String(year)));
}

function dueAtMoment(ms: number): Due {
  return { ...NO_TABLE_NEEDED, dueAtUtc: new Date(ms).toISOString(), lastDay: legalDayText(dayNumberAt(ms - 1)) };
}

function dueAfterCalendarDays(lastDay: DayNumber, lastDayOff: "keep" | "next-working-day", tables: HolidayTables): Due {
  if (lastDayOff === "keep") return dueAtEndOf(lastDay, NO_TABLE_NEEDED);
  const ledger = new CountLedger(tables);
  let day = lastDay;
  while (!ledger.isWorking(day)) day += 1;
  return dueAtEndOf(day, ledger.basis());
}

function dueAfterWorkingDays(eventDay: DayNumber, amount: number, tables: HolidayTables): Due {
  const ledger = new CountLedger(tables);
  let day = eventDay;
  let left = amount;
  while (left > 0) {
    day += 1;
    if (ledger.isWorking(day)) left -= 1;
  }
  return dueAtEndOf(day, amount === 0 ? NO_TABLE_NEEDED : ledger.basis());
}

function dueAtEndOf(day: DayNumber, basis: CountBasis): Due {
  return { ...basis, dueAtUtc: new Date(endOfDayMs(day)).toISOString(), lastDay: legalDayText(day) };
}
