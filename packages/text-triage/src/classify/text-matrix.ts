import type { WordTrie } from "../text/word-trie.ts";
import { createFeatureCounter, type Features } from "./features.ts";
import { createHashIndex, findHash, type HashIndex } from "./hash-index.ts";
import { readMentions, takeRow } from "./mentions.ts";
import { createNgrams, FAMILY_COUNT } from "./ngrams.ts";
import { damped, familyFactors, inverseFrequency, TEXTS_MIN } from "./weights.ts";

/** Texts as rows of unit length: row r holds `values[starts[r] … starts[r+1]]` of the features `ids[…]`. */
export type TextMatrix = {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
  readonly values: Float32Array;
  /** Of every feature: its hash, the texts that hold it (descending; hashes ascend where equal), its inverse frequency. */
  readonly hashes: Int32Array;
  readonly textsWith: Int32Array;
  readonly idf: Float32Array;
};

/** Reads every text once, learns the inverse frequencies, and weighs: tf-idf with damped counts, family by family. */
export function buildTextMatrix(texts: readonly string[], trie: WordTrie): TextMatrix {
  const mentions = readMentions(texts, trie);
  const index = createHashIndex();
  const countFeatures = createFeatureCounter(index, "add");
  const counted = createCounted(texts.length);
  const ngrams = createNgrams();
  for (let row = 0; row < texts.length; row += 1) {
    takeRow(mentions, row, ngrams);
    append(counted, row, countFeatures(ngrams));
  }
  const textsWith = new Uint32Array(index.size);
  for (let cell = 0; cell < counted.size; cell += 1) textsWith[counted.ids[cell]!]! += 1;
  const vocabulary = chooseFeatures(index, textsWith, texts.length);
  const { hashes, idf } = vocabulary;
  return { ...weigh(counted, texts.length, vocabulary), hashes, idf, textsWith: vocabulary.textsWith };
}

type Counted = { ids: Int32Array; counts: Uint16Array; readonly ends: Int32Array; size: number };

function createCounted(rows: number): Counted {
  const room = Math.max(1 << 16, rows * 1024);
  return { ids: new Int32Array(room), counts: new Uint16Array(room), ends: new Int32Array(rows * FAMILY_COUNT), size: 0 };
}

function append(counted: Counted, row: number, features: Features): void {
  const added = features.familyEnds[FAMILY_COUNT - 1]!;
  if (counted.size + added > counted.ids.length) grow(counted, added);
  counted.ids.set(features.ids.subarray(0, added), counted.size);
  counted.counts.set(features.counts.subarray(0, added), counted.size);
  for (let family = 0; family < FAMILY_COUNT; family += 1) {
    counted.ends[row * FAMILY_COUNT + family] = counted.size + features.familyEnds[family]!;
  }
  counted.size += added;
}

function grow(counted: Counted, added: number): void {
  const room = Math.max(counted.size + added, Math.ceil(counted.ids.length * 1.5));
  const ids = new Int32Array(room);
  const counts = new Uint16Array(room);
  ids.set(counted.ids);
  counts.set(counted.counts);
  counted.ids = ids;
  counted.counts = counts;
}

/** The commonest features that a model keeps at most: with seven classes 3 MB. */
const FEATURES_MAX = 300_000;
/** Above any count of texts (every family counts for itself); times 2^32 still a whole number. */
const RANK_MAX = 2 ** 20;

/** Features that are kept, numbered anew: `numbers[old]` is the new number, -1 if left out. */
type Vocabulary = Pick<TextMatrix, "hashes" | "textsWith" | "idf"> & { readonly numbers: Int32Array };

/**
 * Commonest first: the weights that are read most lie side by side, and stay in the processor's cache. Sorted by one number a
 * feature, since comparing pairs would cost as much as reading all the texts.
 */
function chooseFeatures(index: HashIndex, textsWith: Uint32Array, texts: number): Vocabulary {
  const ranks = new Float64Array(index.size);
  let size = 0;
  for (let slot = 0; slot < index.keys.length; slot += 1) {
    const held = textsWith[index.ids[slot]!]!;
    if (index.keys[slot] === 0 || held < TEXTS_MIN) continue;
    ranks[size] = (RANK_MAX - held) * 2 ** 32 + (index.keys[slot]! + 2 ** 31);
    size += 1;
  }
  const sorted = ranks.subarray(0, size).sort().subarray(0, FEATURES_MAX);
  const hashes = Int32Array.from(sorted, (rank) => (rank % 2 ** 32) - 2 ** 31);
  const numbers = new Int32Array(index.size).fill(-1);
  const heldBy = new Int32Array(hashes.length);
  for (const [number, hash] of hashes.entries()) {
    const id = findHash(index, hash);
    numbers[id] = number;
    heldBy[number] = textsWith[id]!;
  }
  return { numbers, hashes, textsWith: heldBy, idf: Float32Array.from(heldBy, (held) => inverseFrequency(texts, held)) };
}

function weigh(counted: Counted, rows: number, vocabulary: Vocabulary): Pick<TextMatrix, "starts" | "ids" | "values"> {
  const starts = new Int32Array(rows + 1);
  const values = new Float32Array(counted.size);
  const factors = new Float64Array(FAMILY_COUNT);
  const familyEnds = new Int32Array(FAMILY_COUNT);
  let read = 0;
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    const start = kept;
    starts[row] = start;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const end = counted.ends[row * FAMILY_COUNT + family]!;
      for (; read < end; read += 1) {
        const number = vocabulary.numbers[counted.ids[read]!]!;
        if (number < 0) continue;
        // In place: what is kept never overtakes what is read.
        counted.ids[kept] = number;
        counted.counts[kept] = counted.counts[read]!;
        kept += 1;
      }
      familyEnds[family] = kept - start;
    }
    const features = { ids: counted.ids.subarray(start), counts: counted.counts.subarray(start), familyEnds };
    familyFactors(features, vocabulary.idf, factors);
    let cell = start;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      for (; cell < start + familyEnds[family]!; cell += 1) {
        values[cell] = damped(counted.counts[cell]!) * vocabulary.idf[counted.ids[cell]!]! * factors[family]!;
      }
    }
  }
  starts[rows] = kept;
  return { starts, ids: counted.ids.subarray(0, kept), values: values.subarray(0, kept) };
}
