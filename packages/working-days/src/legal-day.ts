import { WorkingDaysRefusal, quote } from "./refusal.ts";

/** A legal day, written `YYYY-MM-DD`: it begins at 00:00 and ends at 24:00 in Asia/Shanghai. */
export type LegalDay = string;

/**
 * A moment: a `Date`, milliseconds since 1970-01-01T00:00Z (an integer), or an ISO 8601 text **with its offset**
 * (`2026-03-11T08:00:00+08:00`). A text without an offset is refused: it would mean another moment on another machine.
 */
export type Instant = Date | number | string;

export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;

/** Asia/Shanghai is UTC+8 without summer time since 1992 (it had summer time from 1986 to 1991). */
const SHANGHAI_OFFSET_MS = 8 * MS_PER_HOUR;
/** Before 1992 the fixed offset would be wrong in summer. */
const FIRST_YEAR = 1992;
/** Two centuries on: a later year in a public deadline is a typing error. */
const LAST_YEAR = 2199;

const DAYS_PER_400_YEARS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH_SHIFT_DAYS = 719_468;
/** 1970-01-01 was a Thursday; Sunday is 0. */
const EPOCH_WEEKDAY = 4;

const DAY_LENGTH = "YYYY-MM-DD".length;
const DIGIT_ZERO = 48;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const INSTANT_TEXT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u;

export type DayNumber = number;

export type CivilDay = { readonly year: number; readonly month: number; readonly day: number };

/**
 * Days since 1970-01-01 of a day of the Gregorian calendar, in integers only, so that no time zone of the machine can move it.
 * Source: Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 */
export function dayNumberOf(civil: CivilDay): DayNumber {
  const year = civil.month <= 2 ? civil.year - 1 : civil.year;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const monthFromMarch = (civil.month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + civil.day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_400_YEARS + dayOfEra - EPOCH_SHIFT_DAYS;
}

/** The Gregorian day of a day number (civil_from_days of the same source). */
export function civilDayOf(dayNumber: DayNumber): CivilDay {
  const shifted = dayNumber + EPOCH_SHIFT_DAYS;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const FIRST_DAY = dayNumberOf({ year: FIRST_YEAR, month: 1, day: 1 });
const LAST_DAY = dayNumberOf({ year: LAST_YEAR, month: 12, day: 31 });

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(dayNumber: DayNumber): number {
  return (((dayNumber + EPOCH_WEEKDAY) % 7) + 7) % 7;
}

/** Reads `YYYY-MM-DD`. @throws WorkingDaysRefusal `bad-day` (no such day), `out-of-range` (before 1992 or after 2199). */
export function parseLegalDay(text: LegalDay): DayNumber {
  if (typeof text !== "string" || text.length !== DAY_LENGTH || text[4] !== "-" || text[7] !== "-") throw notADay(text);
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (year < 0 || month < 0 || day < 0) throw notADay(text);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new WorkingDaysRefusal("bad-day", `there is no day ${text}`);
  }
  return checkRange(dayNumberOf({ year, month, day }));
}

function notADay(text: unknown): WorkingDaysRefusal {
  return new WorkingDaysRefusal("bad-day", `${quote(text)} is not a day written YYYY-MM-DD`);
}

/** The number written from one place up to another, or -1. A regular expression took a third of the time of a judgement. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let place = from; place < to; place += 1) {
    const digit = text.charCodeAt(place) - DIGIT_ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Writes a day number as `YYYY-MM-DD`. @throws WorkingDaysRefusal `out-of-range`. */
export function legalDayText(dayNumber: DayNumber): LegalDay {
  const { year, month, day } = civilDayOf(checkRange(dayNumber));
  return `${year}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

function checkRange(dayNumber: DayNumber): DayNumber {
  if (dayNumber < FIRST_DAY || dayNumber > LAST_DAY || Number.isNaN(dayNumber)) {
    throw new WorkingDaysRefusal("out-of-range", `a day outside the years ${FIRST_YEAR}–${LAST_YEAR}`);
  }
  return dayNumber;
}

/** Milliseconds since 1970 of an instant. @throws WorkingDaysRefusal `bad-instant`, `out-of-range`. */
export function instantMs(instant: Instant): number {
  const ms = readInstant(instant);
  if (!Number.isSafeInteger(ms)) {
    throw new WorkingDaysRefusal("bad-instant", `${quote(instant)} is not a moment with its offset`);
  }
  checkRange(dayNumberAt(ms));
  return ms;
}

function readInstant(instant: Instant): number {
  if (typeof instant === "number") return instant;
  if (instant instanceof Date) return instant.getTime();
  if (typeof instant !== "string") return Number.NaN;
  const parts = INSTANT_TEXT.exec(instant);
  if (parts === null) return Number.NaN;
  // Date.parse rolls 02-30 over into March: the day is checked by our own calendar first.
  parseLegalDay(parts[1] ?? "");
  return Math.floor(Date.parse(instant));
}

/** The legal day number in which a moment lies. 24:00 belongs to the next day. */
export function dayNumberAt(ms: number): DayNumber {
  return Math.floor((ms + SHANGHAI_OFFSET_MS) / MS_PER_DAY);
}

/** The moment at which a legal day ends (24:00 in Shanghai), in milliseconds since 1970. */
export function endOfDayMs(dayNumber: DayNumber): number {
  return (dayNumber + 1) * MS_PER_DAY - SHANGHAI_OFFSET_MS;
}

/** The legal day in Asia/Shanghai of a moment. */
export function legalDayAt(instant: Instant): LegalDay {
  return legalDayText(dayNumberAt(instantMs(instant)));
}
