import { createSegmenter } from "../text/segment.ts";
import type { WordTrie } from "../text/word-trie.ts";
import { createNgramReader, FAMILY_COUNT } from "./ngrams.ts";

/** Every n-gram of all texts as it is met, text by text, family by family. */
export type Mentions = {
  readonly hashes: Int32Array;
  /** Text · family → before which mention it ends. */
  readonly ends: Int32Array;
};

/** Room for the mentions of a text of usual length; longer texts widen the list. */
const MENTIONS_A_TEXT = 1_300;

export function readMentions(texts: readonly string[], trie: WordTrie): Mentions {
  const segment = createSegmenter(trie);
  const readNgrams = createNgramReader();
  let hashes = new Int32Array(Math.max(1 << 16, texts.length * MENTIONS_A_TEXT));
  const ends = new Int32Array(texts.length * FAMILY_COUNT);
  let size = 0;
  for (const [row, text] of texts.entries()) {
    const ngrams = readNgrams(segment(text));
    if (size + ngrams.mentions > hashes.length) hashes = widened(hashes, size + ngrams.mentions);
    hashes.set(ngrams.hashes.subarray(0, ngrams.mentions), size);
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      ends[row * FAMILY_COUNT + family] = size + ngrams.familyEnds[family]!;
    }
    size += ngrams.mentions;
  }
  return { hashes: hashes.subarray(0, size), ends };
}

function widened(hashes: Int32Array, least: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(Math.max(least, Math.ceil(hashes.length * 1.5)));
  wider.set(hashes);
  return wider;
}
