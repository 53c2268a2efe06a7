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
  const textsWith = new Map<string, { texts: number; last: number }>();
  let number = 0;
  for (const text of segmentedTexts) {
    number += 1;
    let start = 0;
    for (let at = 0; at <= text.length; at += 1) {
      if (at < text.length && isHan(text.charCodeAt(at))) continue;
      // Only words of Chinese characters alone: whatever stands beside one makes it something else.
      const whole = isGap(text, start - 1) && isGap(text, at);
      if (whole && at - start >= 2 && at - start <= WORD_LENGTH_MAX) countWord(textsWith, text.slice(start, at), number);
      start = at + 1;
    }
  }
  return [...textsWith]
    .filter(([, { texts }]) => texts >= WORD_TEXTS_MIN)
    .sort(([one, { texts }], [other, { texts: otherTexts }]) => otherTexts - texts || (one < other ? -1 : 1))
    .slice(0, WORDS_MAX)
    .map(([word]) => word);
}

function countWord(textsWith: Map<string, { texts: number; last: number }>, word: string, text: number): void {
  const known = textsWith.get(word);
  if (known === undefined) textsWith.set(word, { texts: 1, last: text });
  else if (known.last !== text) {
    known.texts += 1;
    known.last = text;
  }
}

function isGap(text: string, at: number): boolean {
  return at < 0 || at >= text.length || isSpace(text.charCodeAt(at));
}
