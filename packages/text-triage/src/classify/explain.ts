import { isSpace } from "../text/fold.ts";
import type { Words } from "../text/segment.ts";
import { type FeatureTable, WEIGHTS } from "./feature-table.ts";
import { cellsOf, type Features } from "./features.ts";
import type { Judgement } from "./judge.ts";
import type { TriageModel } from "./model.ts";
import { FAMILY_COUNT, type Ngrams, placeNgrams } from "./ngrams.ts";

/** A part of the text and how much it moved the margin of the first choice over the second. */
export type Reason = { readonly part: string; readonly from: number; readonly to: number; readonly weight: number };

/** A text read, counted and judged. */
export type Reading = {
  readonly text: string;
  readonly words: Words;
  readonly ngrams: Ngrams;
  readonly features: Features;
  readonly table: FeatureTable;
  readonly judgement: Judgement;
};

/**
 * The parts that spoke for the first class against the second, weightiest first. A linear model's margin is a sum over
 * n-grams: each n-gram's share is spread evenly over its characters, characters are summed into words, and neighbouring words
 * of the same sign into parts. A part that stands several times is named once, with the sum. `limit` 0 gives every part, also
 * those that spoke against: they sum to the margin, the biases aside.
 */
export function listReasons(reading: Reading, model: TriageModel, limit: number): readonly Reason[] {
  const { text, words } = reading;
  const perUnit = spreadOverUnits(reading, model);
  const reasons = new Map<string, { from: number; to: number; weight: number }>();
  let unit = 0;
  let open: { from: number; to: number; weight: number } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    const given = text.slice(open.from, open.to);
    const part = hasSpace(text, open.from, open.to) ? given.replaceAll(/\s+/gu, "") : given;
    const known = reasons.get(part);
    if (known === undefined) reasons.set(part, open);
    else known.weight += open.weight;
  };
  for (let word = 0; word < words.count; word += 1) {
    let weight = 0;
    for (; unit < words.ends[word]!; unit += 1) weight += perUnit[unit]!;
    const from = words.starts[word]!;
    const to = words.stops[word]!;
    const follows = open !== undefined && isBlank(text, open.to, from) && to - open.from <= PART_UNITS_MAX;
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

function spreadOverUnits({ words, ngrams, features, table, judgement }: Reading, model: TriageModel): Float64Array {
  const { first, second, values, factors } = judgement;
  const shares = new Float64Array(features.familyEnds[FAMILY_COUNT - 1]!);
  let cell = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    for (; cell < features.familyEnds[family]!; cell += 1) {
      const at = 4 * (features.rows[cell]! + WEIGHTS);
      const margin = table.bytes[at + first]! * model.scales[first]! - table.bytes[at + second]! * model.scales[second]!;
      shares[cell] = (values[cell]! * factors[family]! * margin) / features.counts[cell]!;
    }
  }
  const perUnit = new Float64Array(words.count === 0 ? 0 : words.ends[words.count - 1]!);
  const cells = cellsOf(ngrams, features, table);
  const places = placeNgrams(words, ngrams);
  for (let mention = 0; mention < ngrams.mentions; mention += 1) {
    const known = cells[mention]!;
    if (known < 0) continue;
    const from = places.from[mention]!;
    const to = places.to[mention]!;
    const share = shares[known]! / (to - from);
    for (let unit = from; unit < to; unit += 1) perUnit[unit]! += share;
  }
  return perUnit;
}

function hasSpace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isSpace(text.charCodeAt(at))) return true;
  return false;
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}
