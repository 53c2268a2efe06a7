/** An exact fraction. The denominator is positive; it need not be in lowest terms (see {@link reduced}). */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/** `numerator / denominator`, with the sign moved up. The denominator must not be zero. */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const below = BigInt(denominator);
  if (below === 0n) throw new RangeError("a fraction needs a denominator other than zero");
  const above = BigInt(numerator);
  return below < 0n ? { numerator: -above, denominator: -below } : { numerator: above, denominator: below };
}

export function add(a: Rational, b: Rational): Rational {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

export function subtract(a: Rational, b: Rational): Rational {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Rational, b: Rational): Rational {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** Negative, zero or positive as `a` is below, equal to or above `b`. */
export function compare(a: Rational, b: Rational): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function smaller(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The same value in lowest terms. */
export function reduced(value: Rational): Rational {
  const divisor = greatestCommonDivisor(value.numerator, value.denominator);
  if (divisor <= 1n) return value;
  return { numerator: value.numerator / divisor, denominator: value.denominator / divisor };
}

/** Bits kept when a fraction becomes a number: eleven more than a double holds, so the result is within one rounding. */
const KEPT_BITS = 64;

/** The nearest double, within a relative error of 2^-52, however long the numerator and denominator are. */
export function toNumber(value: Rational): number {
  if (value.numerator === 0n) return 0;
  const negative = value.numerator < 0n;
  const above = negative ? -value.numerator : value.numerator;
  const shift = KEPT_BITS - bitLength(above) + bitLength(value.denominator);
  const quotient = shift >= 0 ? (above << BigInt(shift)) / value.denominator : above / (value.denominator << BigInt(-shift));
  const size = Number(quotient) * 2 ** -shift;
  return negative ? -size : size;
}

/** `"3/4"`, or `"3"` where the denominator is one; always in lowest terms. */
export function formatRational(value: Rational): string {
  const lowest = reduced(value);
  return lowest.denominator === 1n ? String(lowest.numerator) : `${lowest.numerator}/${lowest.denominator}`;
}

function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits.charAt(0), 16)));
}
