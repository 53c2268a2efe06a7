/** ISO 8601 as BPMN timers use it. */
const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(?:\.\d{1,3})?S)?)?$/u;
const INSTANT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;
const CYCLE = /^R(\d{0,4})\/(P.+)$/u;

/** A duration such as `P15D` or `PT30M`. */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** A date, or a date and time with offset. A time without offset is refused: it would depend on where the server stands. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && !Number.isNaN(Date.parse(text));
}

/** `R3/P1D` → three times a day apart; `R/P1D` → again and again. Undefined where the text is no cycle. */
export function readCycle(text: string): { readonly repeats: number | undefined; readonly every: string } | undefined {
  const match = CYCLE.exec(text);
  if (match === null || match[2] === undefined || !isDuration(match[2])) return undefined;
  const repeats = match[1] === "" ? undefined : Number(match[1]);
  return repeats === 0 ? undefined : { repeats, every: match[2] };
}

/**
 * `instant` plus an ISO 8601 duration, in UTC; a month ends on its last day (31 January + P1M = 28 or 29 February).
 * Legal deadlines are not reckoned here but by the caller's calendar.
 */
export function addDuration(instant: string, duration: string): string {
  const parts = DURATION.exec(duration);
  if (parts === null) throw new RangeError(`${duration} is no ISO 8601 duration`);
  const [years, months, weeks, days, hours, minutes, seconds] = [1, 2, 3, 4, 6, 7, 8].map((index) =>
    Number.parseFloat(parts[index] ?? "0"),
  );
  const from = new Date(instant);
  const monthCount = from.getUTCMonth() + (years ?? 0) * 12 + (months ?? 0);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), monthCount + 1, 0)).getUTCDate();
  const shifted = new Date(from);
  shifted.setUTCDate(1);
  shifted.setUTCMonth(monthCount);
  shifted.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  const dayCount = (weeks ?? 0) * 7 + (days ?? 0);
  const milliseconds = (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  return new Date(shifted.getTime() + dayCount * 86_400_000 + milliseconds).toISOString();
}
