import { TEXT_UNITS_MAX, type Words } from "../text/segment.ts";

/**
 * Four families: words and pairs of words; characters, pairs and triples; and the same two of the head, where people put the
 * subject. Each is brought to its weight as a whole, so that none drowns the others.
 */
export const FAMILY_COUNT = 4;

/** What a family weighs beside the others; chosen by cross-validation (docs/algorithms/text-triage.md). */
export const FAMILY_WEIGHTS: readonly number[] = [1, 1, 0.7, 0.7];

/** Characters that count as the head (function words are already gone): the length of a usual title. */
export const HEAD_UNITS = 16;

/** Whole text: 2 word and 3 character n-grams a character at most; the head stops within one word of `HEAD_UNITS`. */
export const NGRAMS_MAX = 5 * TEXT_UNITS_MAX + 5 * 64;

const WORD_SEED = 0x51ed_270b;
const PAIR_SEED = 0x2545_f491;
const CHARACTER_SEED = 0x1b87_3593;
/** Tell characters, pairs and triples apart, which are hashed in one chain. */
const TWO_SALT = 0x7feb_352d;
const THREE_SALT = 0x046c_a68b;
/** Tells the head's n-grams apart, which are features of their own. */
const HEAD_SALT = 0x68e3_1da4;

/** Every n-gram of a text as it is met, by its hash; family f ends before `familyEnds[f]`. Valid until the next text is read. */
export type Ngrams = {
  readonly hashes: Int32Array;
  readonly familyEnds: Int32Array;
  mentions: number;
};

/** Reads the n-grams of words as 32-bit hashes: two of a million distinct n-grams meet in one of 8,600 cases. Reuses its arrays. */
export function createNgramReader(): (words: Words) => Ngrams {
  const ngrams: Ngrams = { hashes: new Int32Array(NGRAMS_MAX), familyEnds: new Int32Array(FAMILY_COUNT), mentions: 0 };
  return (words) => {
    const head = countHeadWords(words);
    ngrams.mentions = 0;
    readWords(words, words.count, 0, ngrams);
    ngrams.familyEnds[0] = ngrams.mentions;
    readCharacters(words, words.count, 0, ngrams);
    ngrams.familyEnds[1] = ngrams.mentions;
    readWords(words, head, HEAD_SALT, ngrams);
    ngrams.familyEnds[2] = ngrams.mentions;
    readCharacters(words, head, HEAD_SALT, ngrams);
    ngrams.familyEnds[3] = ngrams.mentions;
    return ngrams;
  };
}

/** Mention m of the text covers characters `from[m] … to[m]`. */
export type Places = { readonly from: Int32Array; readonly to: Int32Array };

/** Where the n-grams stand, in the order in which they are read: asked for when a text is explained, not for every text. */
export function placeNgrams(words: Words, { mentions, familyEnds }: Ngrams): Places {
  const places = { from: new Int32Array(mentions), to: new Int32Array(mentions) };
  const head = countHeadWords(words);
  placeWords(words, words.count, places, 0);
  placeCharacters(words, words.count, places, familyEnds[0]!);
  placeWords(words, head, places, familyEnds[1]!);
  placeCharacters(words, head, places, familyEnds[2]!);
  return places;
}

function countHeadWords(words: Words): number {
  let head = 0;
  while (head < words.count && (head === 0 || words.ends[head - 1]! < HEAD_UNITS)) head += 1;
  return head;
}

function readWords(words: Words, count: number, salt: number, ngrams: Ngrams): void {
  const { units, ends } = words;
  const { hashes } = ngrams;
  let mention = ngrams.mentions;
  let at = 0;
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const end = ends[index]!;
    let hash = WORD_SEED + salt;
    for (; at < end; at += 1) hash = mix(hash, scramble(units[at]!));
    hashes[mention] = finish(hash);
    mention += 1;
    if (index > 0) {
      hashes[mention] = finish(mix(before + PAIR_SEED, scramble(hash)));
      mention += 1;
    }
    before = hash;
  }
  ngrams.mentions = mention;
}

function placeWords({ ends }: Words, count: number, { from, to }: Places, first: number): void {
  let mention = first;
  let start = 0;
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const end = ends[index]!;
    for (const begin of index > 0 ? [start, before] : [start]) {
      from[mention] = begin;
      to[mention] = end;
      mention += 1;
    }
    before = start;
    start = end;
  }
}

function readCharacters(words: Words, count: number, salt: number, ngrams: Ngrams): void {
  const { units, ends } = words;
  const { hashes } = ngrams;
  const length = count === 0 ? 0 : ends[count - 1]!;
  let mention = ngrams.mentions;
  // The chains that began one and two characters ago: each n-gram costs one step.
  let single = 0;
  let pair = 0;
  for (let at = 0; at < length; at += 1) {
    const key = scramble(units[at]!);
    if (at > 1) {
      hashes[mention] = finish(mix(pair, key) ^ THREE_SALT);
      mention += 1;
    }
    pair = mix(single, key);
    if (at > 0) {
      hashes[mention] = finish(pair ^ TWO_SALT);
      mention += 1;
    }
    single = mix(CHARACTER_SEED + salt, key);
    hashes[mention] = finish(single);
    mention += 1;
  }
  ngrams.mentions = mention;
}

function placeCharacters({ ends }: Words, count: number, { from, to }: Places, first: number): void {
  const length = count === 0 ? 0 : ends[count - 1]!;
  let mention = first;
  for (let at = 0; at < length; at += 1) {
    for (let begin = Math.max(0, at - 2); begin <= at; begin += 1) {
      from[mention] = begin;
      to[mention] = at + 1;
      mention += 1;
    }
  }
}

/** MurmurHash3's 32-bit mixing (Appleby, public domain): what of a step depends on the value alone … */
function scramble(value: number): number {
  const key = Math.imul(value, 0xcc9e_2d51);
  return Math.imul((key << 15) | (key >>> 17), 0x1b87_3593);
}

/** … and the step itself. */
function mix(hash: number, key: number): number {
  const mixed = hash ^ key;
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe654_6b64) | 0;
}

/** MurmurHash3's last avalanche: any of its bits may number a table. Never 0, which marks a free slot. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  mixed ^= mixed >>> 16;
  return mixed === 0 ? 1 : mixed;
}
