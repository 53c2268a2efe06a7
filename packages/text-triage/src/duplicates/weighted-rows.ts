import type { CountedGrams } from "./grams.ts";

/** Rows of unit length, rarest grams first: row r holds `values[starts[r] … starts[r+1]]` of the grams `grams[…]`. */
export type WeightedRows = {
  readonly starts: Int32Array;
  readonly grams: Int32Array;
  readonly values: Float64Array;
  /** Cell → the class of rarity of its gram, by which rows are ordered; the same for a gram in all rows. */
  readonly rarities: Uint8Array;
  readonly gramCount: number;
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
  const weights = weighHeld(texts);
  let room = 0;
  let longest = 0;
  for (const { numbers } of rows) {
    room += numbers.length;
    longest = Math.max(longest, numbers.length);
  }
  const starts = new Int32Array(rows.length + 1);
  const grams = new Int32Array(room);
  const values = new Float64Array(room);
  const rarities = new Uint8Array(room);
  const held = new Int32Array(longest);
  const places = new Int32Array(RARITIES + 1);
  let size = 0;
  for (const [index, { numbers, counts }] of rows.entries()) {
    starts[index] = size;
    places.fill(0);
    for (let cell = 0; cell < numbers.length; cell += 1) {
      const among = textsWith[numbers[cell]!]!;
      held[cell] = among;
      if (among >= TEXTS_MIN) places[weights.rarity[among]! + 1]! += 1;
    }
    for (let rarity = 0; rarity < RARITIES; rarity += 1) places[rarity + 1]! += places[rarity]!;
    const end = size + places[RARITIES]!;
    let squares = 0;
    for (let cell = 0; cell < numbers.length; cell += 1) {
      const among = held[cell]!;
      if (among < TEXTS_MIN) continue;
      const rarity = weights.rarity[among]!;
      const value = damped(counts[cell]!) * weights.idf[among]!;
      const at = size + places[rarity]!;
      places[rarity]! += 1;
      squares += value * value;
      grams[at] = numbers[cell]!;
      values[at] = value;
      rarities[at] = rarity;
    }
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
    for (let at = size; at < end; at += 1) values[at]! *= scale;
    size = end;
  }
  starts[rows.length] = size;
  return {
    starts,
    grams: grams.subarray(0, size),
    values: values.subarray(0, size),
    rarities: rarities.subarray(0, size),
    gramCount: textsWith.length,
  };
}

/** The class of rarity of a gram that so many texts hold. */
export function rarityOf(held: number): number {
  return Math.min(RARITIES - 1, Math.floor(Math.log2(Math.max(1, held)) * RARITIES_A_DOUBLING));
}

/** Texts that hold a gram → its inverse frequency and rarity: a table that stays in cache, where one of all grams would not. */
function weighHeld(texts: number): { readonly idf: Float64Array; readonly rarity: Uint8Array } {
  const idf = new Float64Array(texts + 1);
  const rarity = new Uint8Array(texts + 1);
  for (let held = TEXTS_MIN; held <= texts; held += 1) {
    idf[held] = 1 + Math.log((1 + texts) / (1 + held));
    rarity[held] = rarityOf(held);
  }
  return { idf, rarity };
}

/** Counts are small: a table spares most of three million logarithms. */
const DAMPED: Float64Array = Float64Array.from({ length: 256 }, (_, count) => (count === 0 ? 0 : 1 + Math.log(count)));

function damped(count: number): number {
  return count < DAMPED.length ? DAMPED[count]! : 1 + Math.log(count);
}
