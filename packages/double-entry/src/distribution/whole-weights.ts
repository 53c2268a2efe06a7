import { RefusalSignal } from "../refusal-signal.ts";
import { DIVISOR_BELOW } from "./exact-division.ts";
import { type Fraction, gcd, readWeight, type Weight } from "./weight.ts";

/** Weights as whole numbers in the same proportions: each was multiplied by `scale`. Doubles where their sum is small enough. */
export type WholeWeights = {
  readonly weights: Float64Array | readonly bigint[];
  readonly sum: bigint;
  readonly scale: bigint;
};

/** Bits of the common denominator, alone and times the claims: beyond it a distribution would take minutes. */
const DENOMINATOR_BITS_MAX = 200_000;
const WORK_BITS_MAX = 2_000_000_000;

export function wholeWeights(claims: readonly { readonly weight: Weight }[]): WholeWeights {
  return allSmall(claims) ?? overOneDenominator(claims.map(({ weight }, index) => readWeight(weight, `claims.${index}.weight`)));
}

/** The usual case without a BigInt for each claim: whole numbers that are small together. */
function allSmall(claims: readonly { readonly weight: Weight }[]): WholeWeights | undefined {
  const weights = new Float64Array(claims.length);
  let sum = 0;
  for (const [index, { weight }] of claims.entries()) {
    if (typeof weight !== "number" || !Number.isSafeInteger(weight) || weight < 0) return undefined;
    // Makes 0 of -0.
    weights[index] = weight + 0;
    sum += weight;
    if (sum >= DIVISOR_BELOW) return undefined;
  }
  return { weights, sum: BigInt(sum), scale: 1n };
}

function overOneDenominator(fractions: readonly Fraction[]): WholeWeights {
  const scale = commonDenominator(fractions);
  const weights = fractions.map(({ numerator, denominator }) =>
    denominator === scale ? numerator : numerator * (scale / denominator),
  );
  const sum = weights.reduce((a, b) => a + b, 0n);
  return { weights: sum < BigInt(DIVISOR_BELOW) ? Float64Array.from(weights, Number) : weights, sum, scale };
}

function commonDenominator(fractions: readonly Fraction[]): bigint {
  let common = 1n;
  let bits = 0;
  for (const denominator of new Set(fractions.map((fraction) => fraction.denominator))) {
    const factor = denominator / gcd(common, denominator);
    common *= factor;
    bits += factor === 1n ? 0 : factor.toString(2).length;
    if (bits > DENOMINATOR_BITS_MAX || bits * fractions.length > WORK_BITS_MAX) {
      throw new RefusalSignal("denominators-too-large", `the weights' common denominator has about ${bits} bits`, "claims");
    }
  }
  return common;
}
