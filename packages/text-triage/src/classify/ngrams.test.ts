import { expect, it } from "vitest";
import { createSegmenter } from "../text/segment.ts";
import { buildWordTrie } from "../text/word-trie.ts";
import { createNgramReader, placeNgrams } from "./ngrams.ts";

it("an n-gram stands where its hash was read: equal hashes cover equal characters, other ones do not", () => {
  const segment = createSegmenter(buildWordTrie(["小区", "噪音", "搅拌站", "扰民", "晚上"], ["的", "了"]));
  const readNgrams = createNgramReader();
  const words = segment("小区的搅拌站噪音扰民，晚上噪音大。小区小区ABC 晚上搅拌站了噪音");
  const ngrams = readNgrams(words);
  const { from, to } = placeNgrams(words, ngrams);
  expect(from).toHaveLength(ngrams.mentions);
  const read = String.fromCharCode(...words.units.subarray(0, words.ends[words.count - 1]));
  let first = 0;
  for (const [family, end] of ngrams.familyEnds.entries()) {
    const partOf = new Map<number, string>();
    for (let mention = first; mention < end; mention += 1) {
      // A pair of words is no word of the same characters.
      const cut =
        family % 2 === 0
          ? ` ${[...words.ends.subarray(0, words.count)].filter((at) => at > from[mention]! && at < to[mention]!).length}`
          : "";
      const part = read.slice(from[mention], to[mention]) + cut;
      expect(partOf.get(ngrams.hashes[mention]!) ?? part).toBe(part);
      partOf.set(ngrams.hashes[mention]!, part);
    }
    expect(new Set(partOf.values()).size).toBe(partOf.size);
    expect(end).toBeGreaterThan(first);
    first = end;
  }
});

it("reads nothing of nothing", () => {
  const words = createSegmenter(buildWordTrie([], []))("，。");
  const ngrams = createNgramReader()(words);
  expect(ngrams.mentions).toBe(0);
  expect(placeNgrams(words, ngrams).from).toHaveLength(0);
});
