import { findGram, type GramTable, numberGram } from "./gram-table.ts";

/** Code units of a text that are read; what follows is not. The longest real appeal has 6,999. */
export const UNITS_MAX = 20_000;

/** The distinct grams of one text with their counts; unordered. */
export type CountedGrams = { readonly numbers: Int32Array; readonly counts: Uint16Array };

/** Reads texts into pairs and triples of characters; `add` numbers new grams, `find` leaves them out. */
export type GramReader = { readonly add: (text: string) => CountedGrams; readonly find: (text: string) => CountedGrams };

/**
 * Characters as they are, punctuation too: near-duplicates are copies, not paraphrases. Lower case; two or more white
 * characters count as one space.
 */
export function createGramReader(table: GramTable): GramReader {
  const units = new Uint16Array(UNITS_MAX);
  const met = new Int32Array(2 * UNITS_MAX);
  let tally = new Uint16Array(1024);
  const read = (text: string, numberOf: typeof numberGram): CountedGrams => {
    const length = normalise(text, units);
    // Every character may bring two new grams.
    if (table.size + 2 * length > tally.length) tally = new Uint16Array(2 * (table.size + 2 * length));
    let size = 0;
    for (let at = 1; at < length; at += 1) {
      for (let first = 0; first < 2; first += 1) {
        if (first === 1 && at === 1) continue;
        const number = numberOf(table, first === 0 ? 0 : units[at - 2]!, units[at - 1]!, units[at]!);
        if (number < 0) continue;
        if (tally[number] === 0) {
          met[size] = number;
          size += 1;
        }
        tally[number]! += 1;
      }
    }
    const counted = { numbers: met.slice(0, size), counts: new Uint16Array(size) };
    for (let index = 0; index < size; index += 1) {
      const number = counted.numbers[index]!;
      counted.counts[index] = tally[number]!;
      tally[number] = 0;
    }
    return counted;
  };
  return { add: (text) => read(text, numberGram), find: (text) => read(text, findGram) };
}

/** Writes the folded code units; returns how many. NUL counts as a space: 0 marks a missing character. */
function normalise(text: string, into: Uint16Array): number {
  const cut = text.length > UNITS_MAX ? text.slice(0, UNITS_MAX) : text;
  const plain = cut.replaceAll("\0", " ").toLowerCase().replace(/\s\s+/gu, " ");
  const length = Math.min(plain.length, UNITS_MAX);
  for (let at = 0; at < length; at += 1) into[at] = plain.charCodeAt(at);
  return length;
}
