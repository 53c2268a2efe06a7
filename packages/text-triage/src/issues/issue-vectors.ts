import { rarityOf, type WeightedRows } from "../duplicates/weighted-rows.ts";
import { createHashIndex, internHash } from "../classify/hash-index.ts";
import { FUNCTION_WORDS } from "../text/function-words.ts";
import { createSegmenter, type Words } from "../text/segment.ts";
import { buildWordTrie } from "../text/word-trie.ts";
import { FORMULA_WORDS } from "./formula-words.ts";
import type { IssueText } from "./issue-text.ts";
import { markPlaces } from "./places.ts";

/** Messages as rows of unit length, split in two: grams of places, and of everything else. */
export type IssueVectors = WeightedRows & {
  /** Gram → 1 if it mostly stands in names of places. */
  readonly isPlace: Uint8Array;
};

/** Characters a gram has; longer names are caught by the grams they are made of. */
const GRAM_MIN = 2;
const GRAM_MAX = 4;
/** The title says what the matter is: each of its grams counts so often. */
const TITLE_COUNTS = 3;
/** Characters of the body that are read: the matter comes first, history and feelings later. */
const DETAIL_UNITS = 400;
/** A gram of fewer messages cannot tie an issue together; one of more than this share tells none apart. */
const TEXTS_MIN = 3;
const SHARE_MAX = 0.15;

type Counted = { readonly grams: number[]; readonly counts: number[] };

export function buildIssueVectors(texts: readonly IssueText[]): IssueVectors {
  const reader = createReader();
  const rows = texts.map(({ title, detail }) => reader.read(title, detail.trim().slice(0, DETAIL_UNITS)));
  const { textsWith, mentions, inPlaces, size } = reader.statistics();
  const idf = new Float64Array(size);
  const isPlace = new Uint8Array(size);
  for (let gram = 0; gram < size; gram += 1) {
    const held = textsWith[gram]!;
    if (held < TEXTS_MIN || held > Math.max(TEXTS_MIN, SHARE_MAX * texts.length)) continue;
    idf[gram] = 1 + Math.log((1 + texts.length) / (1 + held));
    isPlace[gram] = 2 * inPlaces[gram]! >= mentions[gram]! ? 1 : 0;
  }
  const rarity = Uint8Array.from({ length: size }, (_, gram) => rarityOf(textsWith[gram]!));
  return { ...weigh(rows, idf, rarity), isPlace, gramCount: size };
}

function createReader() {
  const segment = createSegmenter(buildWordTrie([], [...FUNCTION_WORDS, ...FORMULA_WORDS]));
  const index = createHashIndex();
  const statistics = { textsWith: [] as number[], mentions: [] as number[], inPlaces: [] as number[] };
  const placed = new Uint8Array(1 << 15);
  let tally = new Map<number, number>();
  const readPart = (text: string, weight: number): void => {
    const words = segment(text);
    markPlaces(text, placed);
    for (const [from, to] of runsOf(words)) {
      for (let start = from; start < to; start += 1) {
        for (let length = GRAM_MIN; length <= GRAM_MAX && start + length <= to; length += 1) {
          const gram = internHash(index, hashWords(words, start, start + length));
          tally.set(gram, (tally.get(gram) ?? 0) + weight);
          statistics.mentions[gram] = (statistics.mentions[gram] ?? 0) + 1;
          const inPlace = placed[words.starts[start]!]! & placed[words.starts[start + length - 1]!]!;
          statistics.inPlaces[gram] = (statistics.inPlaces[gram] ?? 0) + inPlace;
        }
      }
    }
  };
  return {
    read: (title: string, detail: string): Counted => {
      tally = new Map();
      readPart(title, TITLE_COUNTS);
      readPart(detail, 1);
      for (const gram of tally.keys()) statistics.textsWith[gram] = (statistics.textsWith[gram] ?? 0) + 1;
      return { grams: [...tally.keys()], counts: [...tally.values()] };
    },
    statistics: () => ({ ...statistics, size: index.size }),
  };
}

/** Words that follow one another in the text, nothing dropped between them: a gram does not reach over a gap. */
function runsOf(words: Words): [number, number][] {
  const runs: [number, number][] = [];
  let from = 0;
  for (let word = 1; word <= words.count; word += 1) {
    if (word < words.count && words.starts[word] === words.stops[word - 1]) continue;
    if (word > from) runs.push([from, word]);
    from = word;
  }
  return runs;
}

/** FNV-1a over the characters, a mark between words; without a dictionary a word is one Chinese character. Never 0. */
function hashWords(words: Words, from: number, to: number): number {
  let hash = 0x811c_9dc5;
  const end = words.ends[to - 1]!;
  for (let unit = from === 0 ? 0 : words.ends[from - 1]!; unit < end; unit += 1) {
    hash = Math.imul(hash ^ words.units[unit]!, 0x0100_0193);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (to - from), 0x2c1b_3c6d);
  hash ^= hash >>> 13;
  return hash === 0 ? 1 : hash | 0;
}

/** Rows of unit length, rarest grams first. */
function weigh(
  rows: readonly Counted[],
  idf: Float64Array,
  rarity: Uint8Array,
): Pick<IssueVectors, "starts" | "grams" | "values" | "rarities"> {
  const starts = new Int32Array(rows.length + 1);
  const grams: number[] = [];
  const values: number[] = [];
  for (const [index, row] of rows.entries()) {
    const cells = [...row.grams.keys()].filter((cell) => idf[row.grams[cell]!]! > 0);
    cells.sort((one, other) => rarity[row.grams[one]!]! - rarity[row.grams[other]!]!);
    const weights = cells.map((cell) => (1 + Math.log(row.counts[cell]!)) * idf[row.grams[cell]!]!);
    const length = Math.hypot(...weights);
    for (const [place, cell] of cells.entries()) {
      grams.push(row.grams[cell]!);
      values.push(weights[place]! / length);
    }
    starts[index + 1] = grams.length;
  }
  return {
    starts,
    grams: Int32Array.from(grams),
    values: Float64Array.from(values),
    rarities: Uint8Array.from(grams, (gram) => rarity[gram]!),
  };
}
