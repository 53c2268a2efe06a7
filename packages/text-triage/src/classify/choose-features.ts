import type { HashIndex } from "./hash-index.ts";
import type { Mentions } from "./mentions.ts";
import { FAMILY_COUNT } from "./ngrams.ts";
import { inverseFrequency, TEXTS_MIN } from "./weights.ts";

/**
 * Features a model keeps at most. The hundred thousand that tell classes apart best judge better than all: the rest is chance,
 * and takes the time (docs/algorithms/text-triage.md).
 */
const FEATURES_MAX = 100_000;
/** Above any count of texts; times 2^32 still a whole number. */
const RANK_MAX = 2 ** 20;

/** Features that are kept, commonest first, hashes ascending where equal; `numbers[old]` is the new number, -1 if left out. */
export type Vocabulary = {
  readonly numbers: Int32Array;
  readonly hashes: Int32Array;
  readonly textsWith: Int32Array;
  readonly idf: Float32Array;
};

/**
 * Of the n-grams of `TEXTS_MIN` texts and more, those by which some class differs most from the others (chi-square of having
 * the n-gram against being of the class: Yang and Pedersen, ICML 1997). Commonest first: the weights that are read most lie
 * side by side, and stay in the processor's cache.
 */
export function chooseFeatures(mentions: Mentions, truth: Int32Array, classes: number): Vocabulary {
  const hashOf = listHashes(mentions.index);
  const { textsWith } = mentions;
  const scores = scoreFeatures(mentions, truth, classes);
  const kept = keepHighest(scores, hashOf, FEATURES_MAX);
  // One number a feature is sorted: comparing pairs would cost as much as reading all the texts.
  const ranks = Float64Array.from(kept, (id) => (RANK_MAX - textsWith[id]!) * 2 ** 32 + (hashOf[id]! + 2 ** 31));
  const idOf = new Map(Array.from(ranks, (rank, place) => [rank, kept[place]!]));
  const numbers = new Int32Array(hashOf.length).fill(-1);
  const ids = Int32Array.from(ranks.sort(), (rank) => idOf.get(rank)!);
  for (const [number, id] of ids.entries()) numbers[id] = number;
  const heldBy = ids.map((id) => textsWith[id]!);
  return {
    numbers,
    hashes: ids.map((id) => hashOf[id]!),
    textsWith: heldBy,
    idf: Float32Array.from(heldBy, (held) => inverseFrequency(truth.length, held)),
  };
}

/** Number of an n-gram → its hash. */
function listHashes({ slots, size }: HashIndex): Int32Array {
  const hashOf = new Int32Array(size);
  for (let slot = 0; slot < slots.length; slot += 2) if (slots[slot] !== 0) hashOf[slots[slot + 1]!] = slots[slot]!;
  return hashOf;
}

/** The highest chi-square of any class; 0 for an n-gram of too few texts. Class by class, so that one row of counts stays in cache. */
function scoreFeatures({ ids, ends, textsWith, index }: Mentions, truth: Int32Array, classes: number): Float64Array {
  const texts = truth.length;
  const scores = new Float64Array(index.size);
  const held = new Uint16Array(index.size);
  for (let label = 0; label < classes; label += 1) {
    held.fill(0);
    let own = 0;
    for (let row = 0; row < texts; row += 1) {
      if (truth[row] !== label) continue;
      own += 1;
      const end = ends[row * FAMILY_COUNT + FAMILY_COUNT - 1]!;
      for (let cell = row === 0 ? 0 : ends[row * FAMILY_COUNT - 1]!; cell < end; cell += 1) held[ids[cell]!]! += 1;
    }
    for (let id = 0; id < scores.length; id += 1) {
      const all = textsWith[id]!;
      if (all < TEXTS_MIN) continue;
      // With the fourfold table a b c d: ad - bc is n·a less the product of the margins.
      const apart = texts * held[id]! - all * own;
      const score = (texts * apart * apart) / (all * (texts - all) * own * (texts - own) || 1);
      if (score > scores[id]!) scores[id] = score;
    }
  }
  return scores;
}

/** The ids of the highest scores above 0, at most `limit`; of equal scores at the limit those of the lowest hashes. */
function keepHighest(scores: Float64Array, hashOf: Int32Array, limit: number): Int32Array {
  const scored = scores.filter((score) => score > 0).sort();
  const cut = scored.length > limit ? scored[scored.length - limit]! : 0;
  const above: number[] = [];
  const level: number[] = [];
  for (const [id, score] of scores.entries()) {
    if (score > cut) above.push(id);
    else if (score === cut && cut > 0) level.push(id);
  }
  level.sort((one, other) => hashOf[one]! - hashOf[other]!);
  return Int32Array.from([...above, ...level.slice(0, limit - above.length)]);
}
