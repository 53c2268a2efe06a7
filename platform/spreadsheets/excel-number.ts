/** Excel keeps 15 digits of a number (IEEE 754): a longer one, an identity number say, was already falsified when it was typed. */
const MOST_DIGITS = 15;
const SECONDS_A_DAY = 86_400;
/** Serial 0 of the 1904 date system, in days after that of the 1900 system. */
const DAYS_TO_1904 = 1462;
/** 1900 is no leap year, but its system counts a 29 February (serial 60), for the sake of Lotus 1-2-3. */
const PHANTOM_LEAP_DAY = 60;
const LAST_SERIAL = 2_958_466;

/** The number as people saw it: no exponent, no binary dust (0.1 + 0.2 is 0.3). Nothing if it has more digits than Excel keeps. */
export function numberText(raw: string): string | undefined {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value) || Math.abs(value) >= 10 ** MOST_DIGITS) return undefined;
  const rounded = Number(value.toPrecision(MOST_DIGITS));
  const text = String(rounded);
  return text.includes("e") ? rounded.toFixed(MOST_DIGITS).replace(/\.?0+$/, "") : text;
}

/**
 * A date serial as `2026-11-23`, `2026-11-23T09:30:00`, or `09:30:00` for a time without a day. Wall clock, no zone. Nothing if it
 * is out of range.
 */
export function dateText(raw: string, since1904: boolean): string | undefined {
  const serial = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(serial) || serial < 0) return undefined;
  let seconds = Math.round(serial * SECONDS_A_DAY);
  if (seconds < SECONDS_A_DAY && !since1904) return clock(seconds);
  if (since1904) seconds += DAYS_TO_1904 * SECONDS_A_DAY;
  const days = Math.floor(seconds / SECONDS_A_DAY);
  if (days >= LAST_SERIAL || days === PHANTOM_LEAP_DAY) return undefined;
  const epoch = days < PHANTOM_LEAP_DAY ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const day = new Date(epoch + days * SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
  const rest = seconds % SECONDS_A_DAY;
  return rest === 0 ? day : `${day}T${clock(rest)}`;
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}

/** Built-in number formats that are dates or times (ECMA-376 18.8.30), with those of Chinese and other East Asian Excels. */
export function isBuiltInDateFormat(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/** Whether a format code shows a date or time: a y, m, d, h or s outside quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const first = code.split(";")[0] ?? "";
  const bare = first
    .replaceAll(/"[^"]*"/g, "")
    .replaceAll(/[\\_*]./g, "")
    .replaceAll(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare);
}
