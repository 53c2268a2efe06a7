/** The checker's own fractions, so that it shares no arithmetic with what it checks. Always in lowest terms, denominator positive. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

export function fraction(over: bigint, under = 1n): Fraction {
  let [a, b] = [over < 0n ? -over : over, under];
  while (b > 0n) [a, b] = [b, a % b];
  return a > 1n ? { over: over / a, under: under / a } : { over, under };
}

/** Reads `"12"`, `"-3.5"` or `"355/113"`; undefined for anything else. */
export function readFraction(text: string): Fraction | undefined {
  const match = /^(-?\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [whole = "", decimals, under] = match.slice(1);
  if (under !== undefined) return BigInt(under) === 0n ? undefined : fraction(BigInt(whole), BigInt(under));
  if (decimals === undefined) return fraction(BigInt(whole));
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under - b.over * a.under, a.under * b.under);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.over, a.under * b.under);
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function order(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
