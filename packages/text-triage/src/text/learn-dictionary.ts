import { isHan, isSpace } from "./fold.ts";
import { WORD_LENGTH_MAX } from "./word-trie.ts";

/** A word of one text only is as likely a slip of whoever segmented it. */
const WORD_TEXTS_MIN = 2;
/** About 600 kB in a model. */
const WORDS_MAX = 60_000;

/**
 * The Chinese words of texts whose words stand apart by spaces: two characters and more, in at least two texts, commonest
 * first. Single characters need no entry: what no word covers is cut into single characters anyway.
 */
export function learnDictionary(segmentedTexts: Iterable<string>): readonly string[] {
  const count = createWordCounter();
  let number = 0;
  for (const text of segmentedTexts) {
    number += 1;
    let start = 0;
    for (let at = 0; at <= text.length; at += 1) {
      if (at < text.length && isHan(text.charCodeAt(at))) continue;
      // Only words of Chinese characters alone: whatever stands beside one makes it something else.
      const length = at - start;
      if (length >= 2 && length <= WORD_LENGTH_MAX && isGap(text, start - 1) && isGap(text, at))
        count.add(text, start, at, number);
      start = at + 1;
    }
  }
  return count
    .words()
    .filter(({ texts }) => texts >= WORD_TEXTS_MIN)
    .sort(({ word, texts }, other) => other.texts - texts || (word < other.word ? -1 : 1))
    .slice(0, WORDS_MAX)
    .map(({ word }) => word);
}

type CountedWord = { readonly word: string; texts: number; last: number; readonly next: CountedWord | undefined };

/** A power of two: above the words of ten thousand texts. More only lengthen the chains. */
const CHAINS = 1 << 17;

/** Counts the texts of each word. A string is made of a word once, not at each of its million mentions. */
function createWordCounter() {
  const chains: (CountedWord | undefined)[] = Array.from({ length: CHAINS });
  return {
    add: (text: string, from: number, to: number, number: number): void => {
      let hash = to - from;
      for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
      const chain = (hash ^ (hash >>> 15)) & (CHAINS - 1);
      for (let counted = chains[chain]; counted !== undefined; counted = counted.next) {
        if (!standsAt(counted.word, text, from, to)) continue;
        if (counted.last !== number) counted.texts += 1;
        counted.last = number;
        return;
      }
      chains[chain] = { word: text.slice(from, to), texts: 1, last: number, next: chains[chain] };
    },
    words: (): CountedWord[] => {
      const words: CountedWord[] = [];
      for (const chain of chains) for (let counted = chain; counted !== undefined; counted = counted.next) words.push(counted);
      return words;
    },
  };
}

function standsAt(word: string, text: string, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
  return true;
}

function isGap(text: string, at: number): boolean {
  return at < 0 || at >= text.length || isSpace(text.charCodeAt(at));
}
