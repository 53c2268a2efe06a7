import { CountLedger, type CountBasis } from "./count-ledger.ts";
import type { HolidayTables } from "./holiday-tables.ts";
import { type Instant, type LegalDay, dayNumberAt, instantMs, legalDayText, parseLegalDay } from "./legal-day.ts";
import { WorkingDaysRefusal } from "./refusal.ts";

/** A century: a longer notice period or span is a typing error. */
const MAX_DAYS = 36_600;

/**
 * The last day on which notice of a meeting can still be given. The day of the meeting is not counted: ten days before
 * 2026-03-20 is 2026-03-10 at the latest.
 * @throws WorkingDaysRefusal `bad-day`, `bad-amount`, `out-of-range`.
 */
export function noticeLatest(meetingDay: LegalDay, days: number): LegalDay {
  if (!Number.isSafeInteger(days) || days < 0 || days > MAX_DAYS) {
    throw new WorkingDaysRefusal("bad-amount", `${days} days: must be a whole number from 0 to ${MAX_DAYS}`);
  }
  return legalDayText(parseLegalDay(meetingDay) - days);
}

/** A legal day some calendar days later (or earlier, with a negative number). */
export function addDays(day: LegalDay, days: number): LegalDay {
  if (!Number.isSafeInteger(days) || Math.abs(days) > MAX_DAYS) {
    throw new WorkingDaysRefusal("bad-amount", `${days} days: must be a whole number of at most ${MAX_DAYS}`);
  }
  return legalDayText(parseLegalDay(day) + days);
}

/** Calendar days from one legal day to another; negative when `to` is earlier. */
export function daysBetween(from: LegalDay, to: LegalDay): number {
  return parseLegalDay(to) - parseLegalDay(from);
}

/** Legal days left: 0 on the last day itself, negative once its day is past. `due` is the first moment that is too late. */
export function daysLeft(now: Instant, due: Instant): number {
  return dayNumberAt(instantMs(due) - 1) - dayNumberAt(instantMs(now));
}

/** True from the moment a deadline (`dueAtUtc`) has been reached. */
export function isOverdue(now: Instant, due: Instant): boolean {
  return instantMs(now) >= instantMs(due);
}

/** Whether a day is worked: the State Council's table, or Monday to Friday where its year has none. */
export function isWorkingDay(day: LegalDay, tables: HolidayTables): boolean {
  return new CountLedger(tables).isWorking(parseLegalDay(day));
}

/**
 * Working days after `from` up to and with `to` (the day of the event is not counted); negative when `to` is earlier, so that
 * swapping the ends changes the sign only if both ends are alike worked or not.
 * @throws WorkingDaysRefusal `bad-day`, `bad-amount` (more than a century), `out-of-range`.
 */
export function workingDaysBetween(
  from: LegalDay,
  to: LegalDay,
  tables: HolidayTables,
): CountBasis & { readonly workingDays: number } {
  const first = parseLegalDay(from);
  const last = parseLegalDay(to);
  if (Math.abs(last - first) > MAX_DAYS) throw new WorkingDaysRefusal("bad-amount", `more than ${MAX_DAYS} days lie between`);
  const ledger = new CountLedger(tables);
  let workingDays = 0;
  for (let day = first + 1; day <= last; day += 1) if (ledger.isWorking(day)) workingDays += 1;
  for (let day = first - 1; day >= last; day -= 1) if (ledger.isWorking(day)) workingDays -= 1;
  return { ...ledger.basis(), workingDays };
}
