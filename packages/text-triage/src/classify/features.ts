import { CELL, type FeatureTable, findRow, mayHave } from "./feature-table.ts";
import { FAMILY_COUNT, type Ngrams, NGRAMS_MAX } from "./ngrams.ts";

/** The features of one text, by their rows in the table, with their counts. Family f ends before `familyEnds[f]`. Reused by the next call. */
export type Features = {
  readonly rows: Int32Array;
  readonly counts: Uint16Array;
  readonly familyEnds: Int32Array;
};

/** Finds the features among a text's n-grams and counts them; other n-grams are left out. */
export function createFeatureFinder(table: FeatureTable): (ngrams: Ngrams) => Features {
  const features: Features = {
    // One place more: the latest row is written before it is known to be new.
    rows: new Int32Array(NGRAMS_MAX + 1),
    counts: new Uint16Array(NGRAMS_MAX),
    familyEnds: new Int32Array(FAMILY_COUNT),
  };
  const { rows, counts } = features;
  const { words, rowWords, slotMask, sieve } = table;
  const passed = new Int32Array(NGRAMS_MAX + 1);
  const homes = new Int32Array(NGRAMS_MAX);
  return ({ hashes, familyEnds }) => {
    let size = 0;
    let mention = 0;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const left = sift(sieve, hashes, mention, familyEnds[family]!, passed);
      mention = familyEnds[family]!;
      touch(table, hashes, passed, left, homes);
      let cell = size;
      for (let place = 0; place < left; place += 1) {
        const hash = hashes[passed[place]!]!;
        const row = homes[place] === hash ? (hash & slotMask) * rowWords : findRow(table, hash);
        if (row < 0) continue;
        // Without a branch: a processor cannot guess whether a feature is met again.
        const before = words[row + CELL]!;
        words[row + CELL] = before + 1;
        rows[size] = row;
        size += (before - 1) >>> 31;
      }
      for (; cell < size; cell += 1) {
        const row = rows[cell]!;
        counts[cell] = words[row + CELL]!;
        words[row + CELL] = 0;
      }
      features.familyEnds[family] = size;
    }
    return features;
  };
}

/** N-gram as it is met → its cell among the features, -1 if it is no feature. */
export function cellsOf({ hashes, mentions, familyEnds }: Ngrams, features: Features, table: FeatureTable): Int32Array {
  const { words } = table;
  const cells = new Int32Array(mentions).fill(-1);
  let cell = 0;
  let mention = 0;
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    const first = cell;
    for (; cell < features.familyEnds[family]!; cell += 1) words[features.rows[cell]! + CELL] = cell + 1;
    for (; mention < familyEnds[family]!; mention += 1) {
      const row = findRow(table, hashes[mention]!);
      if (row >= 0) cells[mention] = words[row + CELL]! - 1;
    }
    for (let at = first; at < cell; at += 1) words[features.rows[at]! + CELL] = 0;
  }
  return cells;
}

/** Lists the mentions that may be features. Without a branch: a processor could not guess which way it goes. */
function sift(sieve: Int32Array, hashes: Int32Array, from: number, to: number, passed: Int32Array): number {
  let left = 0;
  for (let mention = from; mention < to; mention += 1) {
    passed[left] = mention;
    left += mayHave(sieve, hashes[mention]!);
  }
  return left;
}

/**
 * Reads what lies where each hash is looked for first. No step waits for another, so that the processor fetches a dozen
 * lines at once; one after the other they would take most of the time.
 */
function touch(table: FeatureTable, hashes: Int32Array, passed: Int32Array, count: number, homes: Int32Array): void {
  const { words, rowWords, slotMask } = table;
  for (let place = 0; place < count; place += 1) homes[place] = words[(hashes[passed[place]!]! & slotMask) * rowWords]!;
}
