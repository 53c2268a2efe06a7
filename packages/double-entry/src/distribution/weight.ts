import { quote } from "../refusal.ts";
import { RefusalSignal } from "../refusal-signal.ts";

/** An exact fraction, not necessarily in lowest terms; the denominator is positive. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/** Not negative: a whole number, a decimal of at most 15 digits, a fraction, or a text such as "7/3", "12.5", "340282366920938463463". */
export type Weight = number | bigint | string | Fraction;

/** Digits a weight may have: 10^1000 is beyond any count. */
const DIGITS_MAX = 1000;
/** A double holds every decimal of so many digits apart from the others, so that what was written can be told. */
const DOUBLE_DIGITS = 15;
const TEXT = /^(\d+)(?:\.(\d+)|\/(\d+))?$/u;

/** Reads a weight exactly; refuses `weight-malformed` at `at`. */
export function readWeight(weight: unknown, at: string): Fraction {
  if (typeof weight === "number" && Number.isSafeInteger(weight) && weight >= 0) {
    return { numerator: BigInt(weight), denominator: 1n };
  }
  if (typeof weight === "bigint" && weight >= 0n) return { numerator: weight, denominator: 1n };
  if (isFraction(weight)) return weight;
  const text = typeof weight === "number" ? decimalText(weight) : weight;
  if (typeof text !== "string" || text.length > DIGITS_MAX) throw malformed(weight, at);
  const [, whole, decimals = "", below = "1"] = TEXT.exec(text) ?? [];
  if (whole === undefined) throw malformed(weight, at);
  const denominator = BigInt(below) * 10n ** BigInt(decimals.length);
  if (denominator === 0n) throw malformed(weight, at);
  return { numerator: BigInt(whole + decimals), denominator };
}

function isFraction(value: unknown): value is Fraction {
  if (typeof value !== "object" || value === null || !("numerator" in value) || !("denominator" in value)) return false;
  const { numerator, denominator } = value;
  return typeof numerator === "bigint" && typeof denominator === "bigint" && numerator >= 0n && denominator > 0n;
}

/** The decimal that was written, where it can be told: `0.1` and not the double nearest to it. */
function decimalText(value: number): string | undefined {
  return Number(value.toPrecision(DOUBLE_DIGITS)) === value ? String(value) : undefined;
}

function malformed(weight: unknown, at: string): RefusalSignal {
  const shown = typeof weight === "object" ? "the fraction" : quote(typeof weight === "bigint" ? String(weight) : weight);
  return new RefusalSignal("weight-malformed", `${shown} is no weight`, at);
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `7/3`, or `4` where the denominator is 1; not reduced. */
export function fractionText({ numerator, denominator }: Fraction): string {
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
}

export function reduced(fraction: Fraction): Fraction {
  const { numerator, denominator } = fraction;
  if (denominator === 1n) return fraction;
  const divisor = gcd(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
