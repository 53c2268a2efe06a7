/** A day as `YYYY-MM-DD`; as text, days compare as they follow each other. */
export type Day = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/u;
const FIRST_YEAR = 1900;
const DAY_MS = 86_400_000;

/** Whether it is a day of the (proleptic Gregorian) calendar from 1900 to 9999. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== "string") return false;
  const [, year, month, day] = SHAPE.exec(value)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined || year < FIRST_YEAR) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

export function dayAfter(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
