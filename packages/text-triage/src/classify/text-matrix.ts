import type { WordTrie } from "../text/word-trie.ts";
import { chooseFeatures, type Vocabulary } from "./choose-features.ts";
import { type MentionParts, partMentions, partOf } from "./mention-parts.ts";
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
  const parts = partMentions(mentions);
  const vocabulary = chooseFeatures(parts, truth, classes);
  const { hashes, idf, textsWith } = vocabulary;
  return { ...weigh(mentions, parts, vocabulary), hashes, idf, textsWith };
}

/** Goes through the mentions in the order of the texts once more, and through each part beside it. */
function weigh(
  { hashes, ends }: Mentions,
  { count, starts: partStarts }: MentionParts,
  { numbers, counts, idf }: Vocabulary,
): Pick<TextMatrix, "starts" | "ids" | "values"> {
  const rows = ends.length / FAMILY_COUNT;
  const starts = new Int32Array(rows + 1);
  // In place: what is kept never overtakes what is read.
  const ids = hashes;
  const values = new Float32Array(countKept(numbers));
  const next = partStarts.slice();
  const factors = new Float64Array(FAMILY_COUNT);
  const squares = new Float64Array(FAMILY_COUNT);
  const familyEnds = new Int32Array(FAMILY_COUNT);
  let mention = 0;
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    starts[row] = kept;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      let square = 0;
      for (const end = ends[row * FAMILY_COUNT + family]!; mention < end; mention += 1) {
        const part = partOf(hashes[mention]!, count);
        const cell = next[part]!;
        next[part] = cell + 1;
        const number = numbers[cell]!;
        if (number < 0) continue;
        const value = damped(counts[cell]!) * idf[number]!;
        square += value * value;
        ids[kept] = number;
        values[kept] = value;
        kept += 1;
      }
      squares[family] = square;
      familyEnds[family] = kept;
    }
    familyFactors(squares, factors);
    let cell = starts[row]!;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const factor = factors[family]!;
      for (; cell < familyEnds[family]!; cell += 1) values[cell]! *= factor;
    }
  }
  starts[rows] = kept;
  return { starts, ids: ids.slice(0, kept), values };
}

function countKept(numbers: Int32Array): number {
  let kept = 0;
  for (let cell = 0; cell < numbers.length; cell += 1) if (numbers[cell]! >= 0) kept += 1;
  return kept;
}
