import { countGram, findGram, type GramTable, hashGram, restOf } from "./gram-table.ts";

/** Code units of a text that are read; what follows is not. The longest real appeal has 6,999. */
export const UNITS_MAX = 20_000;

/** The distinct grams of one text with their counts; unordered. */
export type CountedGrams = { readonly numbers: Int32Array; readonly counts: Uint16Array };

/** Reads texts into pairs and triples of characters; `add` counts them in the table, `find` leaves new ones out. */
export type GramReader = { readonly add: (text: string) => CountedGrams; readonly find: (text: string) => CountedGrams };

/** The distinct grams of the text at hand, in the order they are first met. */
type Met = {
  readonly firsts: Int32Array;
  readonly rests: Int32Array;
  readonly hashes: Int32Array;
  readonly counts: Uint16Array;
  /** Open addressing: a gram's place + 1. Only as many slots are used as the text needs, so that they stay in cache. */
  readonly slots: Int32Array;
  mask: number;
  size: number;
};

const GRAMS_MAX = 2 * UNITS_MAX;
const SLOTS_MIN = 64;

/**
 * Characters as they are, punctuation too: near-duplicates are copies, not paraphrases. Lower case; two or more white
 * characters count as one space. A text's grams are counted on their own first, so that the table of all texts is asked once
 * for each.
 */
export function createGramReader(table: GramTable): GramReader {
  const units = new Uint16Array(UNITS_MAX);
  const met: Met = {
    firsts: new Int32Array(GRAMS_MAX),
    rests: new Int32Array(GRAMS_MAX),
    hashes: new Int32Array(GRAMS_MAX),
    counts: new Uint16Array(GRAMS_MAX),
    slots: new Int32Array(2 ** Math.ceil(Math.log2(2 * GRAMS_MAX))),
    mask: 0,
    size: 0,
  };
  const numbers = new Int32Array(GRAMS_MAX);
  const read = (text: string, numberOf: typeof findGram): CountedGrams => {
    countGrams(units, normalise(text, units), met);
    let kept = 0;
    for (let place = 0; place < met.size; place += 1) {
      const number = numberOf(table, met.hashes[place]!, met.firsts[place]!, met.rests[place]!);
      if (number < 0) continue;
      // In place: what is kept never overtakes what is read.
      numbers[kept] = number;
      met.counts[kept] = met.counts[place]!;
      kept += 1;
    }
    return { numbers: numbers.slice(0, kept), counts: met.counts.slice(0, kept) };
  };
  return { add: (text) => read(text, countGram), find: (text) => read(text, findGram) };
}

function countGrams(units: Uint16Array, length: number, met: Met): void {
  met.mask = Math.max(SLOTS_MIN, 2 ** Math.ceil(Math.log2(4 * length + 1))) - 1;
  if (met.mask >= met.slots.length) met.mask = met.slots.length - 1;
  met.slots.fill(0, 0, met.mask + 1);
  met.size = 0;
  for (let at = 1; at < length; at += 1) {
    const rest = restOf(units[at - 1]!, units[at]!);
    meet(met, 0, rest);
    if (at > 1) meet(met, units[at - 2]!, rest);
  }
}

function meet(met: Met, first: number, rest: number): void {
  const { firsts, rests, slots, mask } = met;
  const hash = hashGram(first, rest);
  let slot = hash & mask;
  let place = slots[slot]! - 1;
  while (place >= 0 && (rests[place] !== rest || firsts[place] !== first)) {
    slot = (slot + 1) & mask;
    place = slots[slot]! - 1;
  }
  if (place < 0) {
    place = met.size;
    met.size = place + 1;
    slots[slot] = place + 1;
    firsts[place] = first;
    rests[place] = rest;
    met.hashes[place] = hash;
    met.counts[place] = 0;
  }
  met.counts[place]! += 1;
}

/** Writes the folded code units; returns how many. NUL counts as a space: 0 marks a missing character. */
function normalise(text: string, into: Uint16Array): number {
  const cut = text.length > UNITS_MAX ? text.slice(0, UNITS_MAX) : text;
  const plain = cut.replaceAll("\0", " ").toLowerCase().replace(/\s\s+/gu, " ");
  const length = Math.min(plain.length, UNITS_MAX);
  for (let at = 0; at < length; at += 1) into[at] = plain.charCodeAt(at);
  return length;
}
