import { TEXT_UNITS_MAX, type Words } from "../text/segment.ts";

/**
 * Four families: words and pairs of words; characters, pairs and triples; and the same two of the head, where people put the
 * subject. Each is brought to its weight as a whole, so that none drowns the others.
 */
export const FAMILY_COUNT = 4;

/** What a family weighs beside the others; chosen by cross-validation (docs/algorithms/text-triage.md). */
export const FAMILY_WEIGHTS: readonly number[] = [1, 1, 0.5, 0.5];

/** Characters that count as the head (function words are already gone): the length of a usual title. */
export const HEAD_UNITS = 16;

/** Whole text: 2 word and 3 character n-grams a character at most; the head stops within one word of `HEAD_UNITS`. */
export const NGRAMS_MAX = 5 * TEXT_UNITS_MAX + 5 * 64;

const WORD_SEED = 0x51ed_270b;
const PAIR_SEED = 0x2545_f491;
const ONE_SEED = 0x1b87_3593;
const TWO_SEED = 0x7feb_352d;
const THREE_SEED = 0x046c_a68b;
/** Added to the seeds in the head, whose n-grams are features of their own. */
const HEAD_SALT = 0x68e3_1da4;

/**
 * Every n-gram of a text, in order. Family f ends before `familyEnds[f]`; n-gram i covers characters `from[i] … to[i]`. Its
 * key is its hash, or 0 if it is left out, until the features are counted: then its feature's number, or -1.
 */
export type Ngrams = {
  readonly keys: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly familyEnds: Int32Array;
};

export function createNgrams(): Ngrams {
  return {
    keys: new Int32Array(NGRAMS_MAX),
    from: new Int32Array(NGRAMS_MAX),
    to: new Int32Array(NGRAMS_MAX),
    familyEnds: new Int32Array(FAMILY_COUNT),
  };
}

/** Reads the n-grams of words as 32-bit hashes: two of a million distinct n-grams meet in one of 8,600 cases. Reuses its arrays. */
export function createNgramReader(): (words: Words) => Ngrams {
  const ngrams = createNgrams();
  return (words) => {
    const head = countHeadWords(words);
    let size = readWords(words, words.count, 0, ngrams, 0);
    ngrams.familyEnds[0] = size;
    size = readCharacters(words, words.count, 0, ngrams, size);
    ngrams.familyEnds[1] = size;
    size = readWords(words, head, HEAD_SALT, ngrams, size);
    ngrams.familyEnds[2] = size;
    size = readCharacters(words, head, HEAD_SALT, ngrams, size);
    ngrams.familyEnds[3] = size;
    return ngrams;
  };
}

function countHeadWords(words: Words): number {
  let head = 0;
  while (head < words.count && (head === 0 || words.ends[head - 1]! < HEAD_UNITS)) head += 1;
  return head;
}

function readWords(words: Words, count: number, salt: number, into: Ngrams, size: number): number {
  const { units, ends } = words;
  const { keys, from, to } = into;
  let at = 0;
  let before = 0;
  let beforeFrom = 0;
  for (let index = 0; index < count; index += 1) {
    const start = at;
    const end = ends[index]!;
    let hash = WORD_SEED + salt;
    for (; at < end; at += 1) hash = mix(hash, units[at]!);
    keys[size] = finish(hash);
    from[size] = start;
    to[size] = end;
    size += 1;
    if (index > 0) {
      keys[size] = finish(mix(before + PAIR_SEED, hash));
      from[size] = beforeFrom;
      to[size] = end;
      size += 1;
    }
    before = hash;
    beforeFrom = start;
  }
  return size;
}

function readCharacters(words: Words, count: number, salt: number, into: Ngrams, size: number): number {
  const { units, ends } = words;
  const { keys, from, to } = into;
  const length = count === 0 ? 0 : ends[count - 1]!;
  let second = 0;
  let first = 0;
  for (let at = 0; at < length; at += 1) {
    const unit = units[at]!;
    keys[size] = finish(mix(ONE_SEED + salt, unit));
    from[size] = at;
    to[size] = at + 1;
    size += 1;
    if (at > 0) {
      const pair = mix(mix(TWO_SEED + salt, first), unit);
      keys[size] = finish(pair);
      from[size] = at - 1;
      to[size] = at + 1;
      size += 1;
      if (at > 1) {
        keys[size] = finish(mix(mix(mix(THREE_SEED + salt, second), first), unit));
        from[size] = at - 2;
        to[size] = at + 1;
        size += 1;
      }
    }
    second = first;
    first = unit;
  }
  return size;
}

/** One step of MurmurHash3's 32-bit mixing (Appleby, public domain): multiply, rotate, multiply, add. */
function mix(hash: number, value: number): number {
  let key = Math.imul(value, 0xcc9e_2d51);
  key = Math.imul((key << 15) | (key >>> 17), 0x1b87_3593);
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
