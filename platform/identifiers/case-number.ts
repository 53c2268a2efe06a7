import { checkSymbol, crockfordText, crockfordValues } from "./crockford.ts";

/** Fills the array with random bytes and returns it: `crypto.getRandomValues`, or a seeded source in tests. */
export type RandomBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;

/** 32⁷ = 3.4·10¹⁰ numbers a day and tenant: with 10,000 drawn a day a clash is a once-in-years event, and is then drawn again. */
const RANDOM_SYMBOLS = 7;
const DATE_SYMBOLS = 8;
const SYMBOLS = DATE_SYMBOLS + RANDOM_SYMBOLS + 1;
/** Longer input is not looked at. */
const LONGEST_TYPED = 40;

/**
 * A readable number: date, seven random symbols, one check symbol: `20261123-7K3Q-M9XC`.
 * @param day `2026-11-23`, the legal day on which it is given out.
 */
export function caseNumber(day: string, random: RandomBytes): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error("a case number needs a day such as 2026-11-23");
  const digits = Array.from(day.replaceAll("-", ""), Number);
  // 256 is a multiple of 32: the low five bits of a random byte are evenly spread.
  const drawn = [...random(new Uint8Array(RANDOM_SYMBOLS))].map((byte) => byte & 31);
  const symbols = [...digits, ...drawn];
  return layOut([...symbols, checkSymbol(symbols)]);
}

/** The number as it was given out, from whatever was typed (lower case, O for 0, no hyphens); nothing if it cannot be one. */
export function readCaseNumber(typed: string): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const values = crockfordValues(typed);
  if (values === undefined || values.length !== SYMBOLS) return undefined;
  if (values.slice(0, DATE_SYMBOLS).some((value) => value > 9)) return undefined;
  if (checkSymbol(values.slice(0, -1)) !== values.at(-1)) return undefined;
  return layOut(values);
}

function layOut(values: readonly number[]): string {
  const text = crockfordText(values);
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12)}`;
}
