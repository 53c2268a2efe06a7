import type { CountedGrams } from "./grams.ts";

/** Rows of unit length, rarest grams first: row r holds `values[starts[r] … starts[r+1]]` of the grams `grams[…]`. */
export type WeightedRows = {
  readonly starts: Int32Array;
  readonly grams: Int32Array;
  readonly values: Float64Array;
  readonly gramCount: number;
  /** Gram → its class of rarity, by which rows are ordered; the same for all rows. */
  readonly rarity: Uint8Array;
};

/** A gram of one text says nothing about likeness: left out, as `min_df=2` does. */
const TEXTS_MIN = 2;

/** Rarity classes a row is ordered by, finer than needed: the order only decides speed, never the result. */
export const RARITIES = 64;
const RARITIES_A_DOUBLING = 4;

/**
 * (1 + ln count) · (1 + ln((1 + texts) / (1 + texts with the gram))), scaled to unit length: scikit-learn's TfidfVectorizer
 * with `sublinear_tf`, `smooth_idf` and `norm="l2"`.
 */
export function weighRows(rows: readonly CountedGrams[], textsWith: Uint32Array, texts: number): WeightedRows {
  const { idf, rarity } = weighGrams(textsWith, texts);
  let room = 0;
  for (const row of rows) room += row.numbers.length;
  const starts = new Int32Array(rows.length + 1);
  const grams = new Int32Array(room);
  const values = new Float64Array(room);
  const places = new Int32Array(RARITIES + 1);
  let size = 0;
  for (const [index, row] of rows.entries()) {
    starts[index] = size;
    size = placeRow(row, idf, rarity, places, grams, values, size);
  }
  starts[rows.length] = size;
  return { starts, grams: grams.subarray(0, size), values: values.subarray(0, size), gramCount: textsWith.length, rarity };
}

/** The class of rarity of a gram that so many texts hold. */
export function rarityOf(held: number): number {
  return Math.min(RARITIES - 1, Math.floor(Math.log2(Math.max(1, held)) * RARITIES_A_DOUBLING));
}

function weighGrams(textsWith: Uint32Array, texts: number): { readonly idf: Float64Array; readonly rarity: Uint8Array } {
  // Many grams share few counts: one logarithm a count, not one a gram.
  const idfOf = new Float64Array(texts + 1);
  const rarityOfHeld = new Uint8Array(texts + 1);
  for (let held = TEXTS_MIN; held <= texts; held += 1) {
    idfOf[held] = 1 + Math.log((1 + texts) / (1 + held));
    rarityOfHeld[held] = rarityOf(held);
  }
  const idf = new Float64Array(textsWith.length);
  const rarity = new Uint8Array(textsWith.length);
  for (let gram = 0; gram < textsWith.length; gram += 1) {
    idf[gram] = idfOf[textsWith[gram]!]!;
    rarity[gram] = rarityOfHeld[textsWith[gram]!]!;
  }
  return { idf, rarity };
}

/** Counting sort by rarity; returns where the next row begins. */
function placeRow(
  row: CountedGrams,
  idf: Float64Array,
  rarity: Uint8Array,
  places: Int32Array,
  grams: Int32Array,
  values: Float64Array,
  start: number,
): number {
  const { numbers, counts } = row;
  places.fill(0);
  let squares = 0;
  for (let cell = 0; cell < numbers.length; cell += 1) {
    const gram = numbers[cell]!;
    if (idf[gram] === 0) continue;
    const value = damped(counts[cell]!) * idf[gram]!;
    squares += value * value;
    places[rarity[gram]! + 1]! += 1;
  }
  for (let index = 0; index < RARITIES; index += 1) places[index + 1]! += places[index]!;
  const end = start + places[RARITIES]!;
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  for (let cell = 0; cell < numbers.length; cell += 1) {
    const gram = numbers[cell]!;
    if (idf[gram] === 0) continue;
    const at = start + places[rarity[gram]!]!;
    places[rarity[gram]!]! += 1;
    grams[at] = gram;
    values[at] = damped(counts[cell]!) * idf[gram]! * scale;
  }
  return end;
}

/** Counts are small: a table spares most of three million logarithms. */
const DAMPED: Float64Array = Float64Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

function damped(count: number): number {
  return count < DAMPED.length ? DAMPED[count]! : 1 + Math.log(count);
}
