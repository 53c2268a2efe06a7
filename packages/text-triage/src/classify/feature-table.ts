import type { TriageModel } from "./model.ts";
import { inverseFrequency } from "./weights.ts";

/** Classes whose margins are summed in one pass: as many running sums as a processor keeps in registers beside the rest. */
export const LANES = 4;

/**
 * Everything a feature is, in one row of an open addressed table, so that meeting it touches one line of the cache: its hash,
 * its number in the model, what is counted of it while a text is read (else 0), its inverse frequency, one byte a class.
 * A row is found by its place, counted in 32-bit words.
 */
export type FeatureTable = {
  readonly words: Int32Array;
  readonly floats: Float32Array;
  readonly bytes: Int8Array;
  readonly rowWords: number;
  readonly slotMask: number;
  /** One bit a slot, set where a feature has the slot's hash (Bloom 1970, with one hash): most n-grams of a text are no feature. */
  readonly sieve: Int32Array;
};

export const NUMBER = 1;
export const CELL = 2;
export const IDF = 3;
export const WEIGHTS = 4;

/** 128 kB, which stay in a core's own cache. */
const SIEVE_BITS = 20;
/** At most 5/7 full: the commonest features come first, and lie where they are looked for. */
const ROOM = 1.4;

export function layFeatures(model: TriageModel): FeatureTable {
  const classes = model.labels.length;
  const rowWords = WEIGHTS + (Math.ceil(classes / LANES) * LANES) / 4;
  const slots = 2 ** Math.ceil(Math.log2(ROOM * model.hashes.length + 2));
  const buffer = new ArrayBuffer(4 * rowWords * slots);
  const table: FeatureTable = {
    words: new Int32Array(buffer),
    floats: new Float32Array(buffer),
    bytes: new Int8Array(buffer),
    rowWords,
    slotMask: slots - 1,
    sieve: new Int32Array(2 ** (SIEVE_BITS - 5)),
  };
  for (const [number, hash] of model.hashes.entries()) {
    let slot = hash & table.slotMask;
    while (table.words[slot * rowWords] !== 0) slot = (slot + 1) & table.slotMask;
    const row = slot * rowWords;
    table.words[row] = hash;
    table.words[row + NUMBER] = number;
    table.floats[row + IDF] = inverseFrequency(model.texts, model.textsWith[number]!);
    table.bytes.set(model.weights.subarray(number * classes, (number + 1) * classes), 4 * (row + WEIGHTS));
    table.sieve[hash >>> (37 - SIEVE_BITS)]! |= 1 << (hash >>> (32 - SIEVE_BITS));
  }
  return table;
}

/** 1 if some feature may have the hash. */
export function mayHave(sieve: Int32Array, hash: number): number {
  return (sieve[hash >>> (37 - SIEVE_BITS)]! >>> (hash >>> (32 - SIEVE_BITS))) & 1;
}

/** The row of the feature with this hash, or -1. */
export function findRow({ words, rowWords, slotMask }: FeatureTable, hash: number): number {
  let slot = hash & slotMask;
  for (;;) {
    const row = slot * rowWords;
    const found = words[row]!;
    if (found === hash) return row;
    if (found === 0) return -1;
    slot = (slot + 1) & slotMask;
  }
}
