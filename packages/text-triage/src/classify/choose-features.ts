import type { MentionParts } from "./mention-parts.ts";
import { createPartTable } from "./part-table.ts";
import { COUNT_MAX, inverseFrequency, TEXTS_MIN } from "./weights.ts";

/**
 * Features a model keeps at most. The hundred thousand that tell classes apart best judge better than all: the rest is chance,
 * and takes the time (docs/algorithms/text-triage.md).
 */
const FEATURES_MAX = 100_000;
/** Above any count of texts; times 2^32 still a whole number. */
const RANK_MAX = 2 ** 20;

/** Features that are kept, commonest first, hashes ascending where equal. */
export type Vocabulary = {
  readonly hashes: Int32Array;
  readonly textsWith: Int32Array;
  readonly idf: Float32Array;
  /** Mention, in the order of the parts → its feature at a text's first mention of it, -1 at a further one or at no feature. */
  readonly numbers: Int32Array;
  /** At a first mention: how often the text has it. */
  readonly counts: Uint8Array;
};

/** N-grams of `TEXTS_MIN` texts and more that are not spread over the classes as the texts are; those of a part lie together. */
type Candidates = { readonly hashes: number[]; readonly textsWith: number[]; readonly scores: number[] };

/**
 * Of the n-grams of `TEXTS_MIN` texts and more, those by which some class differs most from the others (chi-square of having
 * the n-gram against being of the class: Yang and Pedersen, ICML 1997). Commonest first: the weights that are read most lie
 * side by side, and stay in the processor's cache. Takes the parts' arrays for its own.
 */
export function chooseFeatures(parts: MentionParts, truth: Int32Array, classes: number): Vocabulary {
  const counts = new Uint8Array(parts.hashes.length);
  const candidates: Candidates = { hashes: [], textsWith: [], scores: [] };
  scoreParts(parts, truth, classes, counts, candidates);
  const kept = keepHighest(candidates, FEATURES_MAX);
  // One number a feature is sorted: comparing pairs would cost as much as reading all the texts.
  const ranks = Float64Array.from(
    kept,
    (one) => (RANK_MAX - candidates.textsWith[one]!) * 2 ** 32 + (candidates.hashes[one]! + 2 ** 31),
  );
  const byRank = new Map(Array.from(ranks, (rank, place) => [rank, kept[place]!]));
  const ordered = Int32Array.from(ranks.sort(), (rank) => byRank.get(rank)!);
  const numberOf = new Int32Array(candidates.hashes.length).fill(-1);
  for (const [number, one] of ordered.entries()) numberOf[one] = number;
  const numbers = parts.hashes;
  for (let cell = 0; cell < numbers.length; cell += 1) if (numbers[cell]! >= 0) numbers[cell] = numberOf[numbers[cell]!]!;
  const textsWith = ordered.map((one) => candidates.textsWith[one]!);
  return {
    hashes: ordered.map((one) => candidates.hashes[one]!),
    textsWith,
    idf: Float32Array.from(textsWith, (held) => inverseFrequency(truth.length, held)),
    numbers,
    counts,
  };
}

/** Part by part: counts each text's n-grams, and puts in place of a hash the number of its candidate, or -1. */
function scoreParts(
  { count, starts, hashes, rows }: MentionParts,
  truth: Int32Array,
  classes: number,
  counts: Uint8Array,
  candidates: Candidates,
): void {
  const own = new Int32Array(classes);
  for (const label of truth) own[label]! += 1;
  const table = createPartTable(classes);
  for (let part = 0; part < count; part += 1) {
    const start = starts[part]!;
    const end = starts[part + 1]!;
    table.clear(end - start);
    for (let cell = start; cell < end; cell += 1) {
      const id = table.intern(hashes[cell]!);
      const row = rows[cell]!;
      hashes[cell] = id;
      if (table.lastRow[id] === row) {
        const first = table.firstCell[id]!;
        if (counts[first]! < COUNT_MAX) counts[first]! += 1;
        hashes[cell] = -1;
        continue;
      }
      table.lastRow[id] = row;
      table.firstCell[id] = cell;
      table.textsWith[id]! += 1;
      table.held[id * classes + truth[row]!]! += 1;
      counts[cell] = 1;
    }
    const numbers = table.firstCell;
    for (let id = 0; id < table.size(); id += 1) {
      const held = table.textsWith[id]!;
      const score = held < TEXTS_MIN ? 0 : scoreOf(table.held, id * classes, held, own, truth.length);
      numbers[id] = score > 0 ? candidates.hashes.length : -1;
      if (score === 0) continue;
      candidates.hashes.push(table.hashes[id]!);
      candidates.textsWith.push(held);
      candidates.scores.push(score);
    }
    for (let cell = start; cell < end; cell += 1) if (hashes[cell]! >= 0) hashes[cell] = numbers[hashes[cell]!]!;
  }
}

/** The highest chi-square of any class. */
function scoreOf(held: Uint16Array, first: number, all: number, own: Int32Array, texts: number): number {
  let highest = 0;
  for (let label = 0; label < own.length; label += 1) {
    const size = own[label]!;
    // With the fourfold table a b c d: ad - bc is n·a less the product of the margins.
    const apart = texts * held[first + label]! - all * size;
    const score = (texts * apart * apart) / (all * (texts - all) * size * (texts - size) || 1);
    if (score > highest) highest = score;
  }
  return highest;
}

/** The candidates of the highest scores, at most `limit`; of equal scores at the limit those of the lowest hashes. */
function keepHighest({ scores, hashes }: Candidates, limit: number): Int32Array {
  const sorted = Float64Array.from(scores).sort();
  const cut = sorted.length > limit ? sorted[sorted.length - limit]! : 0;
  const above: number[] = [];
  const level: number[] = [];
  for (const [one, score] of scores.entries()) {
    if (score > cut) above.push(one);
    else if (score === cut && cut > 0) level.push(one);
  }
  level.sort((one, other) => hashes[one]! - hashes[other]!);
  return Int32Array.from([...above, ...level.slice(0, limit - above.length)]);
}
