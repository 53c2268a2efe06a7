import { DecisionRefusal, quote } from "./refusal.ts";

/** A share of a number of people, households or square metres: whole numbers, never a float. 0 < numerator ≤ denominator. */
export type Fraction = { readonly numerator: number; readonly denominator: number };

/** `moreThan` 过半数-style, `atLeast` 以上, `atMost` 以下 (Chinese statutes count 以上 and 以下 inclusively). */
export type Comparison = "moreThan" | "atLeast" | "atMost";

/** No statute uses finer shares; with counts up to `MAX_COUNT` every product stays below 2^53, so integers are exact. */
const MAX_TERM = 1000;

/** The largest count: 10^12 holds the area of a county in square decimetres. 10^12 × 1000 < 2^53. */
export const MAX_COUNT = 1_000_000_000_000;

const FRACTION_TEXT = /^(\d{1,4})\/(\d{1,4})$/u;

/** Reads `"2/3"` or `{ "numerator": 2, "denominator": 3 }`. @throws DecisionRefusal `bad-fraction`. */
export function readFraction(value: unknown, path: string): Fraction {
  const parts = typeof value === "string" ? FRACTION_TEXT.exec(value) : null;
  const fraction = parts === null ? fractionObject(value) : { numerator: Number(parts[1]), denominator: Number(parts[2]) };
  if (fraction === null || !isShare(fraction)) {
    throw new DecisionRefusal("bad-fraction", path, `${quote(value)} is not a share such as "2/3" (terms up to ${MAX_TERM})`);
  }
  return fraction;
}

function fractionObject(value: unknown): Fraction | null {
  if (typeof value !== "object" || value === null) return null;
  const { numerator, denominator, ...rest } = value as Readonly<Record<string, unknown>>;
  if (typeof numerator !== "number" || typeof denominator !== "number" || Object.keys(rest).length > 0) return null;
  return { numerator, denominator };
}

function isShare({ numerator, denominator }: Fraction): boolean {
  if (!Number.isInteger(numerator) || !Number.isInteger(denominator)) return false;
  return numerator >= 1 && numerator <= denominator && denominator <= MAX_TERM;
}

export function fractionText(fraction: Fraction): string {
  return `${fraction.numerator}/${fraction.denominator}`;
}

/**
 * The figure a share of `base` asks for: the least that satisfies `moreThan` or `atLeast`, the greatest that satisfies `atMost`.
 * More than 1/2 of 312 is 157; at least 2/3 of 100 is 67. Never less than 1 for the first two: nobody decides nothing.
 */
export function thresholdOf(comparison: Comparison, fraction: Fraction, base: number): number {
  const product = base * fraction.numerator;
  const rest = product % fraction.denominator;
  const whole = (product - rest) / fraction.denominator;
  switch (comparison) {
    case "moreThan":
      return whole + 1;
    case "atLeast":
      return Math.max(1, rest === 0 ? whole : whole + 1);
    case "atMost":
      return whole;
  }
}

/** -1, 0 or 1 as `a` is less than, equal to or greater than `b`. */
export function compareFractions(a: Fraction, b: Fraction): number {
  return Math.sign(a.numerator * b.denominator - b.numerator * a.denominator);
}
