import type { Locale } from "./locale.ts";

/** Everything official happens in Chinese time, UTC+8 without summer time since 1992, wherever the reader's clock is set. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const DAY_FORMAT: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  "zh-CN": new Intl.DateTimeFormat("zh-CN", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" }),
};

const WEEKDAY_FORMAT: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  "zh-CN": new Intl.DateTimeFormat("zh-CN", { timeZone: "UTC", weekday: "long" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long" }),
};

/** Days since 1970-01-01 of a calendar day `2026-11-26`. */
export function dayNumber(day: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) throw new RangeError(`Not a calendar day: ${day}`);
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS;
}

/** The calendar day in Chinese time at an instant: `2026-11-26`. */
export function dayOf(instant: Date | string): string {
  return new Date(instantMs(instant) + OFFSET_MS).toISOString().slice(0, 10);
}

/** `18:05` in Chinese time. */
export function timeOf(instant: Date | string): string {
  return new Date(instantMs(instant) + OFFSET_MS).toISOString().slice(11, 16);
}

/** `2026年11月26日` or `26 November 2026`, from a calendar day. */
export function formatDay(day: string, locale: Locale): string {
  return DAY_FORMAT[locale].format(dayNumber(day) * DAY_MS);
}

/** `2026年11月26日 星期四` or `Thursday, 26 November 2026`. */
export function formatDayWithWeekday(day: string, locale: Locale): string {
  const weekday = WEEKDAY_FORMAT[locale].format(dayNumber(day) * DAY_MS);
  return locale === "en" ? `${weekday}, ${formatDay(day, locale)}` : `${formatDay(day, locale)} ${weekday}`;
}

/** `2026年11月26日 18:05`, from an instant (UTC in the data). */
export function formatInstant(instant: Date | string, locale: Locale): string {
  const time = timeOf(instant);
  return locale === "en" ? `${formatDay(dayOf(instant), locale)}, ${time}` : `${formatDay(dayOf(instant), locale)} ${time}`;
}

export type DueIn = {
  /** The last calendar day one may still act. */
  readonly day: string;
  /** Calendar days from today to that day: 0 today, negative when it has passed. */
  readonly daysLeft: number;
  readonly overdue: boolean;
  /** `17:30` where it is due within a day rather than at its end. */
  readonly time?: string;
};

/**
 * How a due instant reads today. Legal days end at 24:00 in Chinese time, so an instant on a midnight belongs to the day
 * that ends there, not to the one that begins.
 */
export function dueIn(dueAtUtc: Date | string, now: Date | string): DueIn {
  const dueMs = instantMs(dueAtUtc);
  const atMidnight = (dueMs + OFFSET_MS) % DAY_MS === 0;
  const day = dayOf(new Date(atMidnight ? dueMs - 1 : dueMs));
  const daysLeft = dayNumber(day) - dayNumber(dayOf(now));
  const time = atMidnight ? undefined : timeOf(dueAtUtc);
  return { day, daysLeft, overdue: instantMs(now) >= dueMs, ...(time === undefined ? {} : { time }) };
}

function instantMs(instant: Date | string): number {
  const ms = typeof instant === "string" ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError(`Not an instant: ${String(instant)}`);
  return ms;
}
