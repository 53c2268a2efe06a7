/** China has one legal time, UTC+8 all year; a legal day ends at 24:00. */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const WEEK_DAYS = 7;

/** When today ends, and the seventh day counted from today. */
export function dayEnds(now: Date): { readonly today: Date; readonly week: Date } {
  const begun = Math.floor((now.getTime() + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
  return { today: new Date(begun + DAY_MS), week: new Date(begun + WEEK_DAYS * DAY_MS) };
}
