import { calibrate } from "./calibrate.ts";
import { type FeatureTable, IDF, LANES, WEIGHTS } from "./feature-table.ts";
import type { Features } from "./features.ts";
import type { TriageModel } from "./model.ts";
import { FAMILY_COUNT, NGRAMS_MAX } from "./ngrams.ts";
import { damped, familyFactors } from "./weights.ts";

/** The two likeliest classes of a text, by number, and the probability of the first. Reused by the next call. */
export type Judgement = {
  first: number;
  second: number;
  probability: number;
  /** Cell of the features → damped count times inverse frequency; times its family's factor it is what the feature weighs. */
  readonly values: Float64Array;
  readonly factors: Float64Array;
};

/** Features → classes. Each family's part of every margin is summed before its length is known, and scaled then. */
export function createJudge(model: TriageModel, { floats, bytes }: FeatureTable): (features: Features) => Judgement {
  const classes = model.labels.length;
  const lanes = Math.ceil(classes / LANES) * LANES;
  const squares = new Float64Array(FAMILY_COUNT);
  const margins = new Float64Array(lanes);
  const shares = new Float64Array(classes);
  const judgement: Judgement = {
    first: 0,
    second: 0,
    probability: 0,
    values: new Float64Array(NGRAMS_MAX),
    factors: new Float64Array(FAMILY_COUNT),
  };
  const { values, factors } = judgement;
  return ({ rows, counts, familyEnds }) => {
    let cell = 0;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      let square = 0;
      for (; cell < familyEnds[family]!; cell += 1) {
        const value = damped(counts[cell]!) * floats[rows[cell]! + IDF]!;
        values[cell] = value;
        square += value * value;
      }
      squares[family] = square;
    }
    familyFactors(squares, factors);
    margins.fill(0);
    for (let lane = 0; lane < lanes; lane += LANES) {
      cell = 0;
      for (let family = 0; family < FAMILY_COUNT; family += 1) {
        let [one, two, three, four] = [0, 0, 0, 0];
        for (const end = familyEnds[family]!; cell < end; cell += 1) {
          const at = 4 * (rows[cell]! + WEIGHTS) + lane;
          const value = values[cell]!;
          one += value * bytes[at]!;
          two += value * bytes[at + 1]!;
          three += value * bytes[at + 2]!;
          four += value * bytes[at + 3]!;
        }
        const factor = factors[family]!;
        margins[lane]! += factor * one;
        margins[lane + 1]! += factor * two;
        margins[lane + 2]! += factor * three;
        margins[lane + 3]! += factor * four;
      }
    }
    for (let label = 0; label < classes; label += 1) {
      margins[label] = margins[label]! * model.scales[label]! + model.biases[label]!;
    }
    calibrate(model.calibration, margins, 0, shares);
    chooseTwo(shares, judgement);
    return judgement;
  };
}

function chooseTwo(shares: Float64Array, into: Judgement): void {
  let first = 0;
  for (let label = 1; label < shares.length; label += 1) if (shares[label]! > shares[first]!) first = label;
  let second = first === 0 ? 1 : 0;
  for (let label = 0; label < shares.length; label += 1) {
    if (label !== first && shares[label]! > shares[second]!) second = label;
  }
  into.first = first;
  into.second = second;
  into.probability = shares[first]!;
}
