import { maskPersonalData } from "../mask/mask.ts";
import type { Example, TriageModel } from "./model.ts";
import type { TextMatrix } from "./text-matrix.ts";
import type { TrainingText } from "./training-text.ts";

/** Enough to tell near from far; the model stays small. */
const FEATURES_OF_EXAMPLE = 16;
const EXCERPT_UNITS = 32;
const ID_UNITS_MAX = 100;

/** Training texts as examples, one a group of copies: the first. */
export function buildExamples(
  texts: readonly TrainingText[],
  truth: Int32Array,
  matrix: TextMatrix,
  heads: Int32Array,
  limit: number,
): readonly Example[] {
  const examples: Example[] = [];
  for (const [row, { id, text }] of texts.entries()) {
    if (examples.length >= limit) break;
    if (heads[row] !== row) continue;
    const excerpt = excerptOf(text);
    examples.push({ id: id.slice(0, ID_UNITS_MAX).toWellFormed(), label: truth[row]!, excerpt, ...weightiest(matrix, row) });
  }
  return examples;
}

/** Masked before it is cut, so that no number is cut into one that passes. */
function excerptOf(text: string): string {
  const start = text.slice(0, 4 * EXCERPT_UNITS).replaceAll(/(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])/gu, "");
  return maskPersonalData(start).text.slice(0, EXCERPT_UNITS).toWellFormed();
}

function weightiest(matrix: TextMatrix, row: number): Pick<Example, "features" | "values"> {
  const features = new Int32Array(FEATURES_OF_EXAMPLE);
  const weights = new Float64Array(FEATURES_OF_EXAMPLE);
  let size = 0;
  for (let cell = matrix.starts[row]!; cell < matrix.starts[row + 1]!; cell += 1) {
    const feature = matrix.ids[cell]!;
    const weight = matrix.values[cell]!;
    if (size === FEATURES_OF_EXAMPLE && weight <= weights[size - 1]!) continue;
    // A feature of two families stands twice: the weightier place counts, which comes first.
    if (features.subarray(0, size).includes(feature)) continue;
    let place = size < FEATURES_OF_EXAMPLE ? size : size - 1;
    for (; place > 0 && weights[place - 1]! < weight; place -= 1) {
      weights[place] = weights[place - 1]!;
      features[place] = features[place - 1]!;
    }
    weights[place] = weight;
    features[place] = feature;
    if (size < FEATURES_OF_EXAMPLE) size += 1;
  }
  const sorted = Array.from(features.subarray(0, size), (feature, place) => ({ feature, weight: weights[place]! }));
  sorted.sort((one, other) => one.feature - other.feature);
  const highest = Math.max(1e-12, weights[0]!);
  return {
    features: Int32Array.from(sorted, ({ feature }) => feature),
    values: Uint8Array.from(sorted, ({ weight }) => Math.max(1, Math.round((255 * weight) / highest))),
  };
}

/** An example and how near it is: the cosine of its weightiest features with the text's. */
export type NearExample = { readonly id: string; readonly label: string; readonly excerpt: string; readonly cosine: number };

/** Finds the nearest examples through the features they share with a text. */
export function createExampleFinder(model: TriageModel): (features: ReadonlyMap<number, number>, limit: number) => NearExample[] {
  const { examples, labels } = model;
  const holders = new Map<number, number[]>();
  const lengths = new Float64Array(examples.length);
  for (const [number, { features, values }] of examples.entries()) {
    lengths[number] = Math.hypot(...values);
    for (const [cell, feature] of features.entries()) {
      const held = holders.get(feature);
      if (held === undefined) holders.set(feature, [number, values[cell]!]);
      else held.push(number, values[cell]!);
    }
  }
  const sums = new Float64Array(examples.length);
  return (features, limit) => {
    sums.fill(0);
    let squares = 0;
    for (const [feature, value] of features) {
      squares += value * value;
      const held = holders.get(feature);
      if (held === undefined) continue;
      for (let at = 0; at < held.length; at += 2) sums[held[at]!]! += value * held[at + 1]!;
    }
    const length = Math.sqrt(squares);
    const near: { readonly number: number; readonly cosine: number }[] = [];
    for (let number = 0; number < sums.length; number += 1) {
      if (sums[number]! > 0) near.push({ number, cosine: sums[number]! / (lengths[number]! * length) });
    }
    near.sort((one, other) => other.cosine - one.cosine || one.number - other.number);
    return near.slice(0, limit).map(({ number, cosine }) => {
      const { id, label, excerpt } = examples[number]!;
      return { id, label: labels[label]!, excerpt, cosine: Math.min(1, cosine) };
    });
  };
}
