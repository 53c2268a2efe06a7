import { createRandom } from "../src/random.ts";
import { macroF1 } from "./cross-validate.ts";
import type { TrainingText } from "../src/index.ts";

type Answers = readonly { readonly label: string }[];

export type Difference = {
  readonly mean: number;
  /** 95 % of the resamples lie between. */
  readonly low: number;
  readonly high: number;
  /** Share of the resamples in which ours is not above the peer's. */
  readonly notAbove: number;
};

/**
 * Paired bootstrap (Efron and Tibshirani 1993; for comparing classifiers Berg-Kirkpatrick et al., EMNLP 2012): rows are drawn
 * with replacement, both answers of a drawn row together. Whole groups are drawn, so that a twin does not count as new proof.
 */
export function bootstrapDifference(
  texts: readonly TrainingText[],
  groups: Int32Array,
  ours: Answers,
  peer: Answers,
  rows: readonly number[],
  resamples: number,
): Difference {
  const members = new Map<number, number[]>();
  for (const row of rows) {
    const group = members.get(groups[row]!);
    if (group === undefined) members.set(groups[row]!, [row]);
    else group.push(row);
  }
  const drawnFrom = [...members.values()];
  const random = createRandom(11);
  const differences: number[] = [];
  for (let resample = 0; resample < resamples; resample += 1) {
    const drawn: number[] = [];
    for (let draw = 0; draw < drawnFrom.length; draw += 1) drawn.push(...drawnFrom[Math.floor(random() * drawnFrom.length)]!);
    differences.push(macroF1(texts, ours, drawn) - macroF1(texts, peer, drawn));
  }
  differences.sort((one, other) => one - other);
  const at = (share: number): number => differences[Math.min(resamples - 1, Math.floor(share * resamples))]!;
  return {
    mean: differences.reduce((sum, one) => sum + one, 0) / resamples,
    low: at(0.025),
    high: at(0.975),
    notAbove: differences.filter((one) => one <= 0).length / resamples,
  };
}
