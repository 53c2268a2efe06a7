import { RARITIES, type WeightedRows } from "./weighted-rows.ts";

export type RowPair = { readonly first: number; readonly second: number; readonly cosine: number };

/** A text and its copy have a cosine of 1 but for rounding: what is this near the threshold has reached it. */
export const ROUNDING = 1e-12;

/** Sums of a thousand products err below 1e-13, lengths kept in 32 bits below 1e-6; bounds are loosened by more. */
const SLACK = 1e-5;

/**
 * Every pair of rows whose cosine is at least `threshold` (above 0), exactly, without comparing all with all: Bayardo, Ma,
 * Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007, with the length bounds of Anastasiu and Karypis' L2AP (ICDE
 * 2014). Of each row only its rarest grams are listed, just so many that what is left unlisted is shorter than the
 * threshold: two rows alike enough must then share a listed gram. Pairs come ordered by second, then first row.
 */
export function findAllPairs(rows: WeightedRows, threshold: number): RowPair[] {
  const count = rows.starts.length - 1;
  const least = threshold - SLACK;
  const lengths = measureLengths(rows);
  const search: Search = {
    rows,
    lengths,
    listed: listRare(rows, lengths, least),
    least,
    dense: new Float64Array(rows.gramCount),
    partial: new Float64Array(count),
    candidates: new Int32Array(count),
  };
  const pairs: RowPair[] = [];
  for (let row = 0; row < count; row += 1) {
    const found = dropShort(search, row, collectCandidates(search, row));
    if (found > 0) multiplyOut(search, row, found, threshold, pairs);
    enlist(search, row);
  }
  return pairs;
}

/** Postings of the listed part of the rows read so far: gram g holds `sizes[g]` rows from `offsets[g]` on. */
type Listed = {
  readonly offsets: Int32Array;
  readonly sizes: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  /** Row → before which cell its listed part ends. A row lists the grams of a rarity all or not at all. */
  readonly until: Int32Array;
};

type Search = {
  readonly rows: WeightedRows;
  /** Row · (RARITIES + 1) + rarity → length of what the row holds of that rarity and commoner. */
  readonly lengths: Float32Array;
  readonly listed: Listed;
  readonly least: number;
  readonly dense: Float64Array;
  readonly partial: Float64Array;
  readonly candidates: Int32Array;
};

function measureLengths({ starts, values, rarities }: WeightedRows): Float32Array {
  const count = starts.length - 1;
  const lengths = new Float32Array(count * (RARITIES + 1));
  for (let row = 0; row < count; row += 1) {
    const base = row * (RARITIES + 1);
    let squares = 0;
    let cell = starts[row + 1]! - 1;
    for (let rarity = RARITIES - 1; rarity >= 0; rarity -= 1) {
      for (; cell >= starts[row]! && rarities[cell]! >= rarity; cell -= 1) squares += values[cell]! * values[cell]!;
      lengths[base + rarity] = Math.sqrt(squares);
    }
  }
  return lengths;
}

function listRare(rows: WeightedRows, lengths: Float32Array, least: number): Listed {
  const { starts, grams, rarities } = rows;
  const count = starts.length - 1;
  const until = new Int32Array(count);
  const offsets = new Int32Array(rows.gramCount + 1);
  for (let row = 0; row < count; row += 1) {
    let cell = starts[row]!;
    for (; cell < starts[row + 1]! && lengths[row * (RARITIES + 1) + rarities[cell]!]! >= least; cell += 1) {
      offsets[grams[cell]! + 1]! += 1;
    }
    until[row] = cell;
  }
  for (let gram = 0; gram < rows.gramCount; gram += 1) offsets[gram + 1]! += offsets[gram]!;
  const room = offsets[rows.gramCount]!;
  return { offsets, sizes: new Int32Array(rows.gramCount), rows: new Int32Array(room), values: new Float64Array(room), until };
}

/**
 * Rows that share a listed gram with this one, with the part of the cosine that lies in grams both list. Only grams this row
 * lists are looked up: whoever shares but commoner ones with it shares no more than what it leaves unlisted, too little.
 */
function collectCandidates({ rows, listed, partial, candidates }: Search, row: number): number {
  const { starts, grams, values } = rows;
  let found = 0;
  for (let cell = starts[row]!; cell < listed.until[row]!; cell += 1) {
    const value = values[cell]!;
    const from = listed.offsets[grams[cell]!]!;
    const to = from + listed.sizes[grams[cell]!]!;
    for (let at = from; at < to; at += 1) {
      const other = listed.rows[at]!;
      if (partial[other] === 0) {
        candidates[found] = other;
        found += 1;
      }
      partial[other]! += value * listed.values[at]!;
    }
  }
  return found;
}

/**
 * Keeps the candidates that may reach the threshold. What two rows share beyond the grams both list is as common as the first
 * rarity that one of them leaves unlisted, or commoner: at most the product of their lengths from there on (Cauchy-Schwarz).
 */
function dropShort({ rows, lengths, listed, least, partial, candidates }: Search, row: number, found: number): number {
  let kept = 0;
  for (let index = 0; index < found; index += 1) {
    const other = candidates[index]!;
    const rarity = Math.min(firstUnlisted(rows, listed, row), firstUnlisted(rows, listed, other));
    const bound = partial[other]! + lengths[row * (RARITIES + 1) + rarity]! * lengths[other * (RARITIES + 1) + rarity]!;
    partial[other] = 0;
    if (bound < least) continue;
    candidates[kept] = other;
    kept += 1;
  }
  return kept;
}

function firstUnlisted({ starts, rarities }: WeightedRows, { until }: Listed, row: number): number {
  return until[row]! < starts[row + 1]! ? rarities[until[row]!]! : RARITIES;
}

function multiplyOut(search: Search, row: number, found: number, threshold: number, pairs: RowPair[]): void {
  const { rows, dense, candidates } = search;
  const { starts, grams, values } = rows;
  const start = starts[row]!;
  const end = starts[row + 1]!;
  for (let cell = start; cell < end; cell += 1) dense[grams[cell]!] = values[cell]!;
  for (const other of candidates.subarray(0, found).sort()) {
    let cosine = 0;
    const otherEnd = starts[other + 1]!;
    for (let cell = starts[other]!; cell < otherEnd; cell += 1) cosine += dense[grams[cell]!]! * values[cell]!;
    if (cosine >= threshold - ROUNDING) pairs.push({ first: other, second: row, cosine: Math.min(1, cosine) });
  }
  for (let cell = start; cell < end; cell += 1) dense[grams[cell]!] = 0;
}

function enlist({ rows, listed }: Search, row: number): void {
  for (let cell = rows.starts[row]!; cell < listed.until[row]!; cell += 1) {
    const gram = rows.grams[cell]!;
    const at = listed.offsets[gram]! + listed.sizes[gram]!;
    listed.rows[at] = row;
    listed.values[at] = rows.values[cell]!;
    listed.sizes[gram]! += 1;
  }
}
