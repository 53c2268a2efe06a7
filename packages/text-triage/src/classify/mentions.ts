import { createSegmenter } from "../text/segment.ts";
import type { WordTrie } from "../text/word-trie.ts";
import { createNgramReader, FAMILY_COUNT, type Ngrams } from "./ngrams.ts";
import { TEXTS_MIN } from "./weights.ts";

/** The n-grams of all texts as hashes, one after the other, and how often each may have been met. */
export type Mentions = {
  hashes: Int32Array;
  /** Text · family → where its hashes end. */
  readonly ends: Float64Array;
  /** By the hash's last bits: n-grams that share them are counted together, so that a count is never too low. */
  readonly atMost: Uint8Array;
  size: number;
};

/**
 * Nine of ten n-grams are too rare to be a feature. Counting them in four megabytes that stay in the processor's cache, and
 * giving a place of its own only to those that may be common enough, halves the time (the first bound of Park, Chen, Yu,
 * "An Effective Hash-based Algorithm for Mining Association Rules", SIGMOD 1995).
 */
const SLOTS = 1 << 22;
const HASHES_A_TEXT = 1_600;

export function readMentions(texts: readonly string[], trie: WordTrie): Mentions {
  const segment = createSegmenter(trie);
  const readNgrams = createNgramReader();
  const mentions: Mentions = {
    hashes: new Int32Array(Math.max(1 << 16, texts.length * HASHES_A_TEXT)),
    ends: new Float64Array(texts.length * FAMILY_COUNT),
    atMost: new Uint8Array(SLOTS),
    size: 0,
  };
  for (const [row, text] of texts.entries()) {
    const { keys, familyEnds } = readNgrams(segment(text));
    const added = familyEnds[FAMILY_COUNT - 1]!;
    if (mentions.size + added > mentions.hashes.length) widen(mentions, mentions.size + added);
    mentions.hashes.set(keys.subarray(0, added), mentions.size);
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      mentions.ends[row * FAMILY_COUNT + family] = mentions.size + familyEnds[family]!;
    }
    for (let at = 0; at < added; at += 1) {
      const slot = keys[at]! & (SLOTS - 1);
      if (mentions.atMost[slot]! < TEXTS_MIN) mentions.atMost[slot]! += 1;
    }
    mentions.size += added;
  }
  return mentions;
}

/** Copies a text's hashes, 0 for those that are certainly too rare. */
export function takeRow(mentions: Mentions, row: number, into: Ngrams): void {
  const { hashes, ends, atMost } = mentions;
  const start = row === 0 ? 0 : ends[row * FAMILY_COUNT - 1]!;
  const end = ends[row * FAMILY_COUNT + FAMILY_COUNT - 1]!;
  for (let at = start; at < end; at += 1) {
    const hash = hashes[at]!;
    into.keys[at - start] = atMost[hash & (SLOTS - 1)]! < TEXTS_MIN ? 0 : hash;
  }
  for (let family = 0; family < FAMILY_COUNT; family += 1) into.familyEnds[family] = ends[row * FAMILY_COUNT + family]! - start;
}

function widen(mentions: Mentions, least: number): void {
  const wider = new Int32Array(Math.max(least, Math.ceil(mentions.hashes.length * 1.5)));
  wider.set(mentions.hashes.subarray(0, mentions.size));
  mentions.hashes = wider;
}
