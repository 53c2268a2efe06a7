import { createSegmenter } from "../text/segment.ts";
import type { WordTrie } from "../text/word-trie.ts";
import { createHashIndex, type HashIndex, internHash } from "./hash-index.ts";
import { createNgramReader, FAMILY_COUNT } from "./ngrams.ts";
import { COUNT_MAX, TEXTS_MIN } from "./weights.ts";

/** The distinct n-grams of all texts that may be common enough to be features, text by text, family by family. */
export type Mentions = {
  /** Cell → number of the n-gram, given in the order they are met. */
  readonly ids: Int32Array;
  readonly counts: Uint8Array;
  /** Text · family → before which cell it ends. */
  readonly ends: Int32Array;
  readonly index: HashIndex;
  /** Number → texts that hold it. */
  readonly textsWith: Uint32Array;
};

type Cells = { hashes: Int32Array; counts: Uint8Array; readonly ends: Int32Array; size: number };

/**
 * Nine of ten n-grams are too rare to be a feature. Counting them by the last bits of their hashes, in four megabytes that
 * stay in the processor's cache, and giving a number only to those that may be common enough (those that share the bits are
 * counted together, so that a count is never too low) halves the time: the first bound of Park, Chen, Yu, "An Effective
 * Hash-based Algorithm for Mining Association Rules", SIGMOD 1995.
 */
const SLOTS = 1 << 22;
const CELLS_A_TEXT = 1_024;

export function readMentions(texts: readonly string[], trie: WordTrie): Mentions {
  const segment = createSegmenter(trie);
  const readNgrams = createNgramReader();
  const atMost = new Uint8Array(SLOTS);
  const room = Math.max(1 << 16, texts.length * CELLS_A_TEXT);
  const cells: Cells = {
    hashes: new Int32Array(room),
    counts: new Uint8Array(room),
    ends: new Int32Array(texts.length * FAMILY_COUNT),
    size: 0,
  };
  for (const [row, text] of texts.entries()) {
    const { hashes, counts, familyEnds } = readNgrams(segment(text));
    const added = familyEnds[FAMILY_COUNT - 1]!;
    if (cells.size + added > cells.hashes.length) widen(cells, cells.size + added);
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      cells.ends[row * FAMILY_COUNT + family] = cells.size + familyEnds[family]!;
    }
    for (let place = 0; place < added; place += 1) {
      const hash = hashes[place]!;
      const count = counts[place]!;
      cells.hashes[cells.size] = hash;
      cells.counts[cells.size] = count > COUNT_MAX ? COUNT_MAX : count;
      cells.size += 1;
      const slot = hash & (SLOTS - 1);
      if (atMost[slot]! < TEXTS_MIN) atMost[slot]! += 1;
    }
  }
  return numberCells(cells, atMost);
}

/** In place: what is kept never overtakes what is read. */
function numberCells(cells: Cells, atMost: Uint8Array): Mentions {
  const { hashes, counts, ends } = cells;
  const index = createHashIndex();
  let textsWith: Uint32Array = new Uint32Array(1 << 16);
  let kept = 0;
  let cell = 0;
  for (let part = 0; part < ends.length; part += 1) {
    for (; cell < ends[part]!; cell += 1) {
      const hash = hashes[cell]!;
      if (atMost[hash & (SLOTS - 1)]! < TEXTS_MIN) continue;
      const id = internHash(index, hash);
      if (id === textsWith.length) textsWith = widened(textsWith);
      textsWith[id]! += 1;
      hashes[kept] = id;
      counts[kept] = counts[cell]!;
      kept += 1;
    }
    ends[part] = kept;
  }
  return { ids: hashes.subarray(0, kept), counts: counts.subarray(0, kept), ends, index, textsWith };
}

function widen(cells: Cells, least: number): void {
  const room = Math.max(least, Math.ceil(cells.hashes.length * 1.5));
  const hashes = new Int32Array(room);
  const counts = new Uint8Array(room);
  hashes.set(cells.hashes.subarray(0, cells.size));
  counts.set(cells.counts.subarray(0, cells.size));
  cells.hashes = hashes;
  cells.counts = counts;
}

function widened(counts: Uint32Array): Uint32Array {
  const wider = new Uint32Array(counts.length * 2);
  wider.set(counts);
  return wider;
}
