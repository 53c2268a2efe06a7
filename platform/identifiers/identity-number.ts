/**
 * Citizen identity numbers, GB 11643-1999: division (6), birth date (8), sequence (3), check (ISO 7064 MOD 11-2).
 * The 15-digit numbers have been void since 2013-01-01 and are not accepted.
 */
export type IdentityNumber = {
  /** 18 signs, the last a digit or `X`. */
  readonly number: string;
  /** The county of first registration; it may no longer exist. */
  readonly divisionCode: string;
  /** `1990-01-31` */
  readonly birthDate: string;
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_SIGNS = "10X98765432";
const LONGEST_TYPED = 40;

/** Province-level codes of GB/T 2260, with 81–83 for residence permits of Hong Kong, Macao and Taiwan, 9x for foreigners' cards. */
const PROVINCES = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

/** Reads a number as typed (spaces, full-width digits, small x); nothing if form, date or check sign is wrong. */
export function readIdentityNumber(typed: string): IdentityNumber | undefined {
  if (typed.length > LONGEST_TYPED) return undefined;
  const number = typed.normalize("NFKC").replaceAll(/\s/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(number) || !PROVINCES.test(number)) return undefined;
  if (identityCheckSign(number) !== number[17]) return undefined;
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDate(birthDate) || birthDate < "1850-01-01") return undefined;
  return { number, divisionCode: number.slice(0, 6), birthDate };
}

/** The 18th sign of a number by its first 17 digits (ISO 7064 MOD 11-2). */
export function identityCheckSign(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_SIGNS[sum % 11] ?? "";
}

/** `4211**********0038`: what a list may show of it. */
export function maskIdentityNumber(number: string): string {
  return `${number.slice(0, 4)}**********${number.slice(-4)}`;
}

function isDate(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}
