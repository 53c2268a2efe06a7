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

/**
 * The n-grams of a text. Distinct ones: hash (never 0) and count, in the order they are first met; family f ends before
 * `familyEnds[f]`. Every mention: which distinct one it is, and that it covers characters `from[m] … to[m]`.
 */
export type Ngrams = {
  readonly hashes: Int32Array;
  readonly counts: Uint16Array;
  readonly familyEnds: Int32Array;
  readonly places: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  mentions: number;
};

type Reader = Ngrams & {
  distinct: number;
  /** Open addressing: a distinct n-gram's place + 1, 0 if free; `mask` + 1 slots are in use, so few that they stay in cache. */
  readonly slots: Int32Array;
  mask: number;
};

/** Reads the n-grams of words as 32-bit hashes: two of a million distinct n-grams meet in one of 8,600 cases. Reuses its arrays. */
export function createNgramReader(): (words: Words) => Ngrams {
  const reader: Reader = {
    hashes: new Int32Array(NGRAMS_MAX),
    counts: new Uint16Array(NGRAMS_MAX),
    familyEnds: new Int32Array(FAMILY_COUNT),
    places: new Int32Array(NGRAMS_MAX),
    from: new Int32Array(NGRAMS_MAX),
    to: new Int32Array(NGRAMS_MAX),
    mentions: 0,
    distinct: 0,
    slots: new Int32Array(slotsFor(NGRAMS_MAX)),
    mask: 0,
  };
  return (words) => {
    const length = words.count === 0 ? 0 : words.ends[words.count - 1]!;
    reader.mask = slotsFor(2 * words.count + 3 * length + 5 * 64) - 1;
    reader.slots.fill(0, 0, reader.mask + 1);
    reader.mentions = 0;
    reader.distinct = 0;
    const head = countHeadWords(words);
    readWords(words, words.count, 0, reader);
    reader.familyEnds[0] = reader.distinct;
    readCharacters(words, words.count, 0, reader);
    reader.familyEnds[1] = reader.distinct;
    readWords(words, head, HEAD_SALT, reader);
    reader.familyEnds[2] = reader.distinct;
    readCharacters(words, head, HEAD_SALT, reader);
    reader.familyEnds[3] = reader.distinct;
    return reader;
  };
}

function slotsFor(ngrams: number): number {
  return 2 ** Math.ceil(Math.log2(2 * ngrams));
}

function countHeadWords(words: Words): number {
  let head = 0;
  while (head < words.count && (head === 0 || words.ends[head - 1]! < HEAD_UNITS)) head += 1;
  return head;
}

function readWords(words: Words, count: number, salt: number, reader: Reader): void {
  const { units, ends } = words;
  let at = 0;
  let before = 0;
  let beforeFrom = 0;
  for (let index = 0; index < count; index += 1) {
    const start = at;
    const end = ends[index]!;
    let hash = WORD_SEED + salt;
    for (; at < end; at += 1) hash = mix(hash, scramble(units[at]!));
    meet(reader, finish(hash), start, end);
    if (index > 0) meet(reader, finish(mix(before + PAIR_SEED, scramble(hash))), beforeFrom, end);
    before = hash;
    beforeFrom = start;
  }
}

function readCharacters(words: Words, count: number, salt: number, reader: Reader): void {
  const { units, ends } = words;
  const length = count === 0 ? 0 : ends[count - 1]!;
  // The chains that began one and two characters ago: each n-gram costs one step.
  let single = 0;
  let pair = 0;
  for (let at = 0; at < length; at += 1) {
    const key = scramble(units[at]!);
    if (at > 1) meet(reader, finish(mix(pair, key) ^ THREE_SALT), at - 2, at + 1);
    pair = mix(single, key);
    if (at > 0) meet(reader, finish(pair ^ TWO_SALT), at - 1, at + 1);
    single = mix(CHARACTER_SEED + salt, key);
    meet(reader, finish(single), at, at + 1);
  }
}

function meet(reader: Reader, hash: number, from: number, to: number): void {
  const { slots, mask, hashes, counts, mentions } = reader;
  let slot = hash & mask;
  let place = slots[slot]! - 1;
  while (place >= 0 && hashes[place] !== hash) {
    slot = (slot + 1) & mask;
    place = slots[slot]! - 1;
  }
  if (place < 0) {
    place = reader.distinct;
    reader.distinct = place + 1;
    slots[slot] = place + 1;
    hashes[place] = hash;
    counts[place] = 0;
  }
  counts[place]! += 1;
  reader.places[mentions] = place;
  reader.from[mentions] = from;
  reader.to[mentions] = to;
  reader.mentions = mentions + 1;
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

/** MurmurHash3's last avalanche. Never 0, which marks a free slot. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2_ae35);
  mixed ^= mixed >>> 16;
  return mixed === 0 ? 1 : mixed;
}
