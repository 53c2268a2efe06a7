import type { Words } from "../text/segment.ts";
import type { Features } from "./features.ts";
import type { TriageModel } from "./model.ts";
import { FAMILY_COUNT, type Ngrams } from "./ngrams.ts";
import { damped } from "./weights.ts";

/** A part of the text and how much it moved the margin of the first choice over the second. */
export type Reason = { readonly part: string; readonly from: number; readonly to: number; readonly weight: number };

/** A text read and counted, and the two classes to tell apart. */
export type Reading = {
  readonly text: string;
  readonly words: Words;
  /** After counting: keys are the numbers of features. */
  readonly ngrams: Ngrams;
  readonly features: Features;
  /** As `familyFactors` gives them. */
  readonly factors: Float64Array;
  readonly idf: Float32Array;
};

/**
 * The parts that spoke for the first class against the second, weightiest first. A linear model's margin is a sum over
 * n-grams: each n-gram's share is spread evenly over its characters, characters are summed into words, and neighbouring words
 * of the same sign into parts. A part that stands several times is named once, with the sum. `limit` 0 gives every part, also
 * those that spoke against: they sum to the margin, the biases aside.
 */
export function listReasons(
  reading: Reading,
  model: TriageModel,
  first: number,
  second: number,
  limit: number,
): readonly Reason[] {
  const { text, words } = reading;
  const perUnit = spreadOverUnits(reading, model, first, second);
  const reasons = new Map<string, { from: number; to: number; weight: number }>();
  let unit = 0;
  let open: { from: number; to: number; weight: number } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const part = text.slice(open.from, open.to).replaceAll(/\s+/gu, "");
    const known = reasons.get(part);
    if (known === undefined) reasons.set(part, open);
    else known.weight += open.weight;
  };
  for (let word = 0; word < words.count; word += 1) {
    let weight = 0;
    for (; unit < words.ends[word]!; unit += 1) weight += perUnit[unit]!;
    const from = words.starts[word]!;
    const to = words.stops[word]!;
    const follows = open !== undefined && text.slice(open.to, from).trim() === "" && to - open.from <= PART_UNITS_MAX;
    if (open !== undefined && follows && Math.sign(weight) === Math.sign(open.weight)) {
      open.to = to;
      open.weight += weight;
      continue;
    }
    close();
    open = { from, to, weight };
  }
  close();
  const parts = [...reasons].map(([part, reason]) => ({ part, ...reason })).sort((one, other) => other.weight - one.weight);
  return limit === 0 ? parts : parts.filter(({ weight }) => weight > 0).slice(0, limit);
}

/** Parts longer than this no longer show what in them was heard. */
const PART_UNITS_MAX = 12;

function spreadOverUnits(reading: Reading, model: TriageModel, first: number, second: number): Float64Array {
  const { words, ngrams, features, factors, idf } = reading;
  const classes = model.labels.length;
  const perUnit = new Float64Array(words.count === 0 ? 0 : words.ends[words.count - 1]!);
  let cell = 0;
  let at = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    const perMention = new Map<number, number>();
    for (; cell < features.familyEnds[family]!; cell += 1) {
      const id = features.ids[cell]!;
      const count = features.counts[cell]!;
      const value = damped(count) * idf[id]! * factors[family]!;
      const weight = model.weights[id * classes + first]! * model.scales[first]!;
      const against = model.weights[id * classes + second]! * model.scales[second]!;
      perMention.set(id, (value * (weight - against)) / count);
    }
    for (; at < ngrams.familyEnds[family]!; at += 1) {
      const share = perMention.get(ngrams.keys[at]!);
      if (share === undefined) continue;
      const length = ngrams.to[at]! - ngrams.from[at]!;
      for (let unit = ngrams.from[at]!; unit < ngrams.to[at]!; unit += 1) perUnit[unit]! += share / length;
    }
  }
  return perUnit;
}
