import { createRequire } from "node:module";

/**
 * Words that are asked for: every word of two characters (路 has 193, 水 361, 人 407), then the most used of the longer ones, which are names of
 * places and people for the most part.
 */
const MOST_WORDS = 400;
/** Characters whose words are kept: looking through the dictionary takes some milliseconds. */
const MOST_KEPT = 500;
const HAN_WORD = /^\p{Script=Han}+$/u;

const kept = new Map<string, readonly string[]>();
let dictionary: string | undefined;

/**
 * Words of the dictionary in which a character stands elsewhere than at the beginning (路: 公路, 道路, 铁路 …), short ones first, then the most used. A text is
 * cut by that dictionary and keeps the short words inside its long ones, so that of 高速公路 the word 公路 is enough. Nothing is kept beside
 * the texts for it.
 */
export function wordsHolding(character: string): readonly string[] {
  const known = kept.get(character);
  if (known !== undefined) return known;
  const all = findAll(character);
  const words = [...all]
    .filter(([word]) => !word.startsWith(character) && !holdsShorter(word, character, all))
    .toSorted(([one, oneUsed], [other, otherUsed]) => Number(one.length > 2) - Number(other.length > 2) || otherUsed - oneUsed)
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(character, words);
  return words;
}

/** Every word with the character in it, and how often the dictionary's makers met it. */
function findAll(character: string): ReadonlyMap<string, number> {
  dictionary ??= `\n${new TextDecoder().decode((createRequire(import.meta.url)("@node-rs/jieba/dict") as { readonly dict: Uint8Array }).dict)}\n`;
  const found = new Map<string, number>();
  for (let at = dictionary.indexOf(character); at >= 0; at = dictionary.indexOf(character, at + 1)) {
    const end = dictionary.indexOf("\n", at);
    // A line: the word, its count, its part of speech.
    const [word = "", count] = dictionary.slice(dictionary.lastIndexOf("\n", at) + 1, end).split(" ");
    if (word.length > character.length && HAN_WORD.test(word)) found.set(word, Number(count));
    at = end;
  }
  return found;
}

/** Cut for search, a word longer than two characters gives the words of two inside it, one longer than three those of three, too. */
function holdsShorter(word: string, character: string, all: ReadonlyMap<string, number>): boolean {
  for (const length of [2, 3])
    for (let at = 0; length < word.length && at + length <= word.length; at += 1) {
      const part = word.slice(at, at + length);
      if (part.includes(character) && all.has(part)) return true;
    }
  return false;
}
