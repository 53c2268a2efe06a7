import type { MentionParts } from "./mention-parts.ts";
import { FAMILY_COUNT } from "./ngrams.ts";
import { clearTable, createPartTable, FIRST, type PartTable, ROW, SLOT_WORDS, TEXTS, widenTable } from "./part-table.ts";
import { COUNT_MAX, inverseFrequency, TEXTS_MIN } from "./weights.ts";

/**
 * Features a model keeps at most. The hundred thousand that tell classes apart best judge better than all: the rest is chance,
 * and takes the time (docs/algorithms/text-triage.md).
 */
const FEATURES_MAX = 100_000;
/** At least as many; times 2^32 still a whole number. */
const KEPT_MAX = 2 ** 17;

/** Features that are kept, commonest first, hashes ascending where equal. */
export type Vocabulary = {
  readonly hashes: Int32Array;
  readonly textsWith: Int32Array;
  readonly idf: Float32Array;
};

/** Which text holds which feature where, and how often, each once. */
export type Holdings = {
  /** Number of the feature and spot (text · `FAMILY_COUNT` + family) of the text's first mention of it. */
  readonly pairs: Int32Array;
  readonly counts: Uint8Array;
};

/** N-grams of `TEXTS_MIN` texts and more that are not spread over the classes as the texts are; those of a part lie together. */
type Candidates = { readonly hashes: number[]; readonly textsWith: number[]; readonly scores: number[] };

/**
 * Of the n-grams of `TEXTS_MIN` texts and more, those by which some class differs most from the others (chi-square of having
 * the n-gram against being of the class: Yang and Pedersen, ICML 1997). Commonest first: the weights that are read most lie
 * side by side, and stay in the processor's cache. Takes the parts' arrays for its own.
 */
export function chooseFeatures(parts: MentionParts, truth: Int32Array, classes: number): Vocabulary & Holdings {
  const candidates: Candidates = { hashes: [], textsWith: [], scores: [] };
  const held = scoreParts(parts, truth, classes, candidates);
  const ordered = sortByTexts(keepHighest(candidates, FEATURES_MAX), candidates);
  const numberOf = new Int32Array(candidates.hashes.length).fill(-1);
  for (const [number, one] of ordered.entries()) numberOf[one] = number;
  const { pairs, counts } = held;
  let kept = 0;
  for (let cell = 0; cell < counts.length; cell += 1) {
    const number = numberOf[pairs[2 * cell]!]!;
    if (number < 0) continue;
    pairs[2 * kept] = number;
    pairs[2 * kept + 1] = pairs[2 * cell + 1]!;
    counts[kept] = counts[cell]!;
    kept += 1;
  }
  const textsWith = ordered.map((one) => candidates.textsWith[one]!);
  return {
    hashes: ordered.map((one) => candidates.hashes[one]!),
    textsWith,
    idf: Float32Array.from(textsWith, (texts) => inverseFrequency(truth.length, texts)),
    pairs: pairs.subarray(0, 2 * kept),
    counts: counts.subarray(0, kept),
  };
}

/** Part by part: counts each text's n-grams, and moves the first mentions of candidates together, by the candidates' numbers. */
function scoreParts(parts: MentionParts, truth: Int32Array, classes: number, candidates: Candidates): Holdings {
  const { count, starts, pairs } = parts;
  const own = new Int32Array(classes);
  for (const label of truth) own[label]! += 1;
  const table = createPartTable(classes);
  const counts = new Uint8Array(pairs.length / 2);
  let longest = 0;
  for (let part = 0; part < count; part += 1) longest = Math.max(longest, starts[part + 1]! - starts[part]!);
  const met: Met = { places: new Int32Array(longest), counts: new Uint8Array(longest) };
  // In place: what is kept never overtakes what is read.
  let kept = 0;
  for (let part = 0; part < count; part += 1) {
    const start = starts[part]!;
    const end = starts[part + 1]!;
    clearTable(table);
    while (!countPart(pairs, start, end, truth, classes, table, met)) widenTable(table, classes);
    listCandidates(table, classes, own, truth.length, candidates);
    const { words } = table;
    // Without a branch: a processor cannot guess which mentions are kept.
    for (let cell = start; cell < end; cell += 1) {
      const number = words[met.places[cell - start]!]!;
      pairs[2 * kept] = number;
      pairs[2 * kept + 1] = pairs[2 * cell + 1]!;
      counts[kept] = met.counts[cell - start]!;
      kept += 1 + (number >> 31);
    }
  }
  return { pairs: pairs.subarray(0, 2 * kept), counts: counts.subarray(0, kept) };
}

/**
 * Mention of the part → where in the table its candidate's number will stand, or that of none where the text has mentioned it
 * before; at a first mention how often the text has it.
 */
type Met = { readonly places: Int32Array; readonly counts: Uint8Array };

/** False if the table is too small, which is then to be widened and filled anew. */
function countPart(
  pairs: Int32Array,
  start: number,
  end: number,
  truth: Int32Array,
  classes: number,
  { words, held, slots }: PartTable,
  met: Met,
): boolean {
  let free = slots >> 1;
  for (let cell = start; cell < end; cell += 1) {
    const hash = pairs[2 * cell]!;
    const row = (pairs[2 * cell + 1]! / FAMILY_COUNT) | 0;
    let slot = hash & (slots - 1);
    while (words[slot * SLOT_WORDS] !== hash && words[slot * SLOT_WORDS] !== 0) slot = (slot + 1) & (slots - 1);
    const at = slot * SLOT_WORDS;
    if (words[at] === 0) {
      if (free === 0) return false;
      free -= 1;
      words[at] = hash;
      words[at + ROW] = -1;
    }
    const mention = cell - start;
    if (words[at + ROW] === row) {
      const first = words[at + FIRST]!;
      if (met.counts[first]! < COUNT_MAX) met.counts[first]! += 1;
      met.places[mention] = words.length - 1;
      continue;
    }
    words[at + ROW] = row;
    words[at + FIRST] = mention;
    words[at + TEXTS]! += 1;
    held[slot * classes + truth[row]!]! += 1;
    met.places[mention] = at + FIRST;
    met.counts[mention] = 1;
  }
  return true;
}

/** Gives the part's candidates their numbers, which take the place of `FIRST`; -1 for the others. */
function listCandidates(
  { words, held, slots }: PartTable,
  classes: number,
  own: Int32Array,
  texts: number,
  candidates: Candidates,
): void {
  for (let slot = 0; slot < slots; slot += 1) {
    const at = slot * SLOT_WORDS;
    const textsWith = words[at + TEXTS]!;
    const score = textsWith < TEXTS_MIN ? 0 : scoreOf(held, slot * classes, textsWith, own, texts);
    words[at + FIRST] = score > 0 ? candidates.hashes.length : -1;
    if (score === 0) continue;
    candidates.hashes.push(words[at]!);
    candidates.textsWith.push(textsWith);
    candidates.scores.push(score);
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

/** Commonest first, hashes ascending where equal: counted into runs of equally many texts, each sorted by one number a feature. */
function sortByTexts(kept: Int32Array, { hashes, textsWith }: Candidates): Int32Array {
  let most = 0;
  for (const one of kept) if (textsWith[one]! > most) most = textsWith[one]!;
  // Run r holds what `most - r` texts hold.
  const starts = new Int32Array(most + 2);
  for (const one of kept) starts[most - textsWith[one]! + 1]! += 1;
  for (let run = 0; run <= most; run += 1) starts[run + 1]! += starts[run]!;
  const next = starts.slice();
  const keys = new Float64Array(kept.length);
  for (const [place, one] of kept.entries()) {
    const run = most - textsWith[one]!;
    keys[next[run]!] = (hashes[one]! + 2 ** 31) * KEPT_MAX + place;
    next[run]! += 1;
  }
  for (let run = 0; run <= most; run += 1) {
    if (starts[run + 1]! - starts[run]! > 1) keys.subarray(starts[run], starts[run + 1]).sort();
  }
  return Int32Array.from(keys, (key) => kept[key % KEPT_MAX]!);
}
