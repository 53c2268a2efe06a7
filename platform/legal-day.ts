import { sql } from "kysely";

/** China has one legal time, UTC+8 all year: a legal day is the calendar day there. */
const OFFSET_MS = 8 * 3_600_000;

/** `2026-11-23`: the legal day of an instant. */
export function legalDay(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

export function legalDaySql(at: Date) {
  return sql`${legalDay(at)}::date`;
}

/** The beginning of an instant's legal day, as strangers are told when something was: an hour could be joined with who was seen then. */
export function byTheDay(at: Date): string {
  return `${legalDay(at)}T00:00:00+08:00`;
}

/** 00:00 of a legal day. */
export function startOfLegalDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - OFFSET_MS);
}

/** 24:00 of a legal day: the first instant that no longer belongs to it. */
export function endOfLegalDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 3_600_000 - OFFSET_MS);
}

/**
 * A due date as exactly as what it is counted from is told: what is dated by its day alone is told to be due on a day (`dueByDay`).
 * @param hourKept it was set to the end of its day when it began, and its hour is nowhere
 */
export function dueAsOpened(
  openedAt: Date,
  dueAt: Date | null,
  hourKept = false,
): { readonly dueAt: string | null; readonly dueByDay: boolean } {
  if (dueAt === null) return { dueAt: null, dueByDay: false };
  if (hourKept) return { dueAt: dueAt.toISOString(), dueByDay: true };
  const told = dueByTheDay(dueAt);
  const byDay = startOfLegalDay(legalDay(openedAt)).getTime() === openedAt.getTime() && told !== dueAt.toISOString();
  return { dueAt: byDay ? told : dueAt.toISOString(), dueByDay: byDay };
}

/**
 * A due date as strangers are told it: the end of its day. With a span of hours, its hour would tell when the span began. What is due at
 * 24:00 belongs to the day that ends then.
 */
export function dueByTheDay(at: Date): string {
  return endOfDueDay(at).toISOString();
}

export function endOfDueDay(at: Date): Date {
  return endOfLegalDay(legalDay(new Date(at.getTime() - 1)));
}
