import { FAMILY_COUNT, FAMILY_WEIGHTS } from "./ngrams.ts";

/** A feature of fewer texts is left out: what was hardly seen cannot generalise, and the model stays small. */
export const TEXTS_MIN = 4;

/** Counts above this weigh as this: a word said a hundred times is not said more. Bounds the table of logarithms. */
export const COUNT_MAX = 255;

/** 1 + ln(count): the second mention says less than the first. */
const DAMPED: Float64Array = Float64Array.from({ length: COUNT_MAX + 1 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

/** 1 + ln((1 + texts) / (1 + texts with the feature)); 0 for a feature of fewer than `TEXTS_MIN` texts. */
export function inverseFrequency(texts: number, textsWith: number): number {
  return textsWith < TEXTS_MIN ? 0 : 1 + Math.log((1 + texts) / (1 + textsWith));
}

export function damped(count: number): number {
  return DAMPED[count > COUNT_MAX ? COUNT_MAX : count]!;
}

/**
 * Factor of each family that brings it to its share of a vector of length 1: weight / length, from the family's sum of
 * squares. A family without a known feature gets 0 and the others keep their shares, so that a text of unknown words counts for
 * less.
 */
export function familyFactors(squares: Float64Array, into: Float64Array): void {
  let whole = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    const weight = FAMILY_WEIGHTS[family]!;
    into[family] = squares[family] === 0 ? 0 : weight / Math.sqrt(squares[family]!);
    if (squares[family]! > 0) whole += weight * weight;
  }
  if (whole === 0) return;
  for (let family = 0; family < FAMILY_COUNT; family += 1) into[family]! /= Math.sqrt(whole);
}
