import type { WordTrie } from "../text/word-trie.ts";
import { chooseFeatures, type Holdings, type Vocabulary } from "./choose-features.ts";
import { partMentions } from "./mention-parts.ts";
import { readMentions } from "./mentions.ts";
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
  const chosen = chooseFeatures(partMentions(readMentions(texts, trie)), truth, classes);
  const { hashes, idf, textsWith } = chosen;
  return { ...weigh(texts.length, chosen), hashes, idf, textsWith };
}

/** Sorts what the texts hold into rows, family after family, and brings each family to its share of the row's length. */
function weigh(rows: number, { pairs, counts, idf }: Vocabulary & Holdings): Pick<TextMatrix, "starts" | "ids" | "values"> {
  const next = new Int32Array(rows * FAMILY_COUNT + 1);
  for (let cell = 0; cell < counts.length; cell += 1) next[pairs[2 * cell + 1]! + 1]! += 1;
  for (let spot = 0; spot < rows * FAMILY_COUNT; spot += 1) next[spot + 1]! += next[spot]!;
  const starts = Int32Array.from({ length: rows + 1 }, (_, row) => next[row * FAMILY_COUNT]!);
  const ids = new Int32Array(counts.length);
  const values = new Float32Array(counts.length);
  for (let cell = 0; cell < counts.length; cell += 1) {
    const spot = pairs[2 * cell + 1]!;
    const to = next[spot]!;
    next[spot] = to + 1;
    const feature = pairs[2 * cell]!;
    ids[to] = feature;
    values[to] = damped(counts[cell]!) * idf[feature]!;
  }
  const factors = new Float64Array(FAMILY_COUNT);
  const squares = new Float64Array(FAMILY_COUNT);
  for (let row = 0; row < rows; row += 1) {
    let cell = starts[row]!;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      let square = 0;
      for (const end = next[row * FAMILY_COUNT + family]!; cell < end; cell += 1) square += values[cell]! * values[cell]!;
      squares[family] = square;
    }
    familyFactors(squares, factors);
    cell = starts[row]!;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const factor = factors[family]!;
      for (const end = next[row * FAMILY_COUNT + family]!; cell < end; cell += 1) values[cell]! *= factor;
    }
  }
  return { starts, ids, values };
}
