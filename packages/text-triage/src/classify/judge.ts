import { calibrate } from "./calibrate.ts";
import type { Features } from "./features.ts";
import type { TriageModel } from "./model.ts";
import { FAMILY_COUNT, FAMILY_WEIGHTS } from "./ngrams.ts";
import { damped } from "./weights.ts";

/** The two likeliest classes of a text, by number, and the probability of the first. */
export type Judgement = { readonly first: number; readonly second: number; readonly probability: number };

/**
 * Features → classes in one pass: each family's part of every margin is summed before its length is known, and scaled then.
 */
export function createJudge(model: TriageModel, idf: Float32Array): (features: Features) => Judgement {
  const classes = model.labels.length;
  const { weights } = model;
  const parts = new Float64Array(FAMILY_COUNT * classes);
  const squares = new Float64Array(FAMILY_COUNT);
  const margins = new Float64Array(classes);
  const shares = new Float64Array(classes);
  return (features) => {
    const { ids, counts, familyEnds } = features;
    parts.fill(0);
    let at = 0;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const end = familyEnds[family]!;
      const part = family * classes;
      let square = 0;
      for (; at < end; at += 1) {
        const id = ids[at]!;
        const value = damped(counts[at]!) * idf[id]!;
        square += value * value;
        const row = id * classes;
        for (let label = 0; label < classes; label += 1) parts[part + label]! += value * weights[row + label]!;
      }
      squares[family] = square;
    }
    addFamilies(parts, squares, model, margins);
    calibrate(model.calibration, margins, 0, shares);
    return twoBest(shares);
  };
}

function addFamilies(parts: Float64Array, squares: Float64Array, model: TriageModel, margins: Float64Array): void {
  const classes = margins.length;
  let whole = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) if (squares[family]! > 0) whole += FAMILY_WEIGHTS[family]! ** 2;
  for (let label = 0; label < classes; label += 1) {
    let margin = 0;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      if (squares[family] === 0) continue;
      margin += (parts[family * classes + label]! * FAMILY_WEIGHTS[family]!) / Math.sqrt(squares[family]! * whole);
    }
    margins[label] = margin * model.scales[label]! + model.biases[label]!;
  }
}

function twoBest(shares: Float64Array): Judgement {
  let first = 0;
  for (let label = 1; label < shares.length; label += 1) if (shares[label]! > shares[first]!) first = label;
  let second = first === 0 ? 1 : 0;
  for (let label = 0; label < shares.length; label += 1) {
    if (label !== first && shares[label]! > shares[second]!) second = label;
  }
  return { first, second, probability: shares[first]! };
}
