/** Below this every sum and difference in `divideProduct` is a safe integer. */
export const DIVISOR_BELOW = 2 ** 51;

/** 2^27 + 1: splits a double of 53 bits into two of 26. */
const SPLITTER = 134_217_729;

/** The last quotient's remainder; a pair a call would cost more than the division. */
let lastRemainder = 0;

/**
 * ⌊a × b / divisor⌋ for whole numbers 0 ≤ b ≤ divisor < 2^51 and 0 ≤ a < divisor, exact in doubles though the product may have 102
 * bits; the remainder is then in `remainderOfLast()`. The product and the estimate's product are taken with their rounding errors
 * (Dekker, "A floating-point technique for extending the available precision", 1971), so their difference is exact, and the estimate
 * is off by one at most.
 */
export function divideProduct(a: number, b: number, divisor: number): number {
  const product = a * b;
  let quotient = Math.floor(product / divisor);
  const estimate = quotient * divisor;
  let remainder = product - estimate + (roundingError(a, b, product) - roundingError(quotient, divisor, estimate));
  if (remainder < 0) {
    quotient -= 1;
    remainder += divisor;
  } else if (remainder >= divisor) {
    quotient += 1;
    remainder -= divisor;
  }
  lastRemainder = remainder;
  return quotient;
}

export function remainderOfLast(): number {
  return lastRemainder;
}

/** a × b − product, exactly, where product is the double nearest to a × b. */
function roundingError(a: number, b: number, product: number): number {
  const aShifted = a * SPLITTER;
  const aHigh = aShifted - (aShifted - a);
  const aLow = a - aHigh;
  const bShifted = b * SPLITTER;
  const bHigh = bShifted - (bShifted - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
