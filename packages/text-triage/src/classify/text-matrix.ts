import type { WordTrie } from "../text/word-trie.ts";
import { chooseFeatures, type Vocabulary } from "./choose-features.ts";
import { type Mentions, readMentions } from "./mentions.ts";
import { FAMILY_COUNT } from "./ngrams.ts";
import { damped, familyFactors } from "./weights.ts";

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

/** Reads every text once, chooses the features, and weighs: tf-idf with damped counts, family by family. */
export function buildTextMatrix(texts: readonly string[], trie: WordTrie, truth: Int32Array, classes: number): TextMatrix {
  const mentions = readMentions(texts, trie);
  const vocabulary = chooseFeatures(mentions, truth, classes);
  const { hashes, idf, textsWith } = vocabulary;
  return { ...weigh(mentions, texts.length, vocabulary), hashes, idf, textsWith };
}

function weigh(mentions: Mentions, rows: number, vocabulary: Vocabulary): Pick<TextMatrix, "starts" | "ids" | "values"> {
  const { ids, counts, ends } = mentions;
  const { numbers, idf } = vocabulary;
  const starts = new Int32Array(rows + 1);
  const values = new Float32Array(ids.length);
  const factors = new Float64Array(FAMILY_COUNT);
  const squares = new Float64Array(FAMILY_COUNT);
  let read = 0;
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    starts[row] = kept;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const end = ends[row * FAMILY_COUNT + family]!;
      let square = 0;
      for (; read < end; read += 1) {
        const number = numbers[ids[read]!]!;
        if (number < 0) continue;
        const value = damped(counts[read]!) * idf[number]!;
        square += value * value;
        // In place: what is kept never overtakes what is read.
        ids[kept] = number;
        values[kept] = value;
        kept += 1;
      }
      squares[family] = square;
      ends[row * FAMILY_COUNT + family] = kept;
    }
    familyFactors(squares, factors);
    let cell = starts[row]!;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const factor = factors[family]!;
      for (; cell < ends[row * FAMILY_COUNT + family]!; cell += 1) values[cell]! *= factor;
    }
  }
  starts[rows] = kept;
  return { starts, ids: ids.subarray(0, kept), values: values.subarray(0, kept) };
}
