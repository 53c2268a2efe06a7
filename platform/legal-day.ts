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
