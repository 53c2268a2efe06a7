import { RARITIES, type WeightedRows } from "./weighted-rows.ts";

export type RowPair = { readonly first: number; readonly second: number; readonly cosine: number };

/** A text and its copy have a cosine of 1 but for rounding: what is this near the threshold has reached it. */
export const ROUNDING = 1e-12;

/** Sums of a thousand products err below 1e-13; bounds are loosened by more, so that no pair on the threshold is lost. */
const SLACK = 1e-9;

/**
 * Every pair of rows whose cosine is at least `threshold` (above 0), exactly, without comparing all with all: Bayardo, Ma,
 * Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007, with the length bounds of Anastasiu and Karypis' L2AP (ICDE
 * 2014). Of each row only its rarest grams are listed, just so many that what is left unlisted is shorter than the
 * threshold: two rows alike enough must then share a listed gram. Pairs come ordered by second, then first row.
 */
export function findAllPairs(rows: WeightedRows, threshold: number): RowPair[] {
  const count = rows.starts.length - 1;
  const least = threshold - SLACK;
  const listed = listRare(rows, least);
  const search: Search = {
    rows,
    listed,
    least,
    dense: new Float64Array(rows.gramCount),
    lengthFrom: new Float64Array(RARITIES + 1),
    partial: new Float64Array(count),
    candidates: new Int32Array(count),
  };
  const pairs: RowPair[] = [];
  for (let row = 0; row < count; row += 1) {
    spread(search, row);
    const found = collectCandidates(search, row);
    verify(search, row, found, threshold, pairs);
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
  /** Row → cell where its unlisted part begins, that part's length, and the rarity of its first gram. */
  readonly unlistedFrom: Int32Array;
  readonly unlistedLength: Float64Array;
  readonly unlistedRarity: Uint8Array;
};

type Search = {
  readonly rows: WeightedRows;
  readonly listed: Listed;
  readonly least: number;
  readonly dense: Float64Array;
  /** Rarity → length of what the row at hand holds of that rarity and commoner. */
  readonly lengthFrom: Float64Array;
  readonly partial: Float64Array;
  readonly candidates: Int32Array;
};

function listRare(rows: WeightedRows, least: number): Listed {
  const { starts, grams, values } = rows;
  const count = starts.length - 1;
  const unlistedFrom = new Int32Array(count);
  const unlistedLength = new Float64Array(count);
  const unlistedRarity = new Uint8Array(count);
  const offsets = new Int32Array(rows.gramCount + 1);
  for (let row = 0; row < count; row += 1) {
    let cell = starts[row + 1]!;
    let squares = 0;
    // From the commonest gram on, while the part left out stays shorter than the threshold.
    while (cell > starts[row]!) {
      const next = squares + values[cell - 1]! * values[cell - 1]!;
      if (Math.sqrt(next) >= least) break;
      squares = next;
      cell -= 1;
    }
    unlistedFrom[row] = cell;
    unlistedLength[row] = Math.sqrt(squares);
    unlistedRarity[row] = cell < starts[row + 1]! ? rows.rarity[grams[cell]!]! : RARITIES;
    for (let at = starts[row]!; at < cell; at += 1) offsets[grams[at]! + 1]! += 1;
  }
  for (let gram = 0; gram < rows.gramCount; gram += 1) offsets[gram + 1]! += offsets[gram]!;
  const room = offsets[rows.gramCount]!;
  return {
    offsets,
    sizes: new Int32Array(rows.gramCount),
    rows: new Int32Array(room),
    values: new Float64Array(room),
    unlistedFrom,
    unlistedLength,
    unlistedRarity,
  };
}

/** Spreads the row for multiplying, and measures how much of it is as common as a rarity or commoner. */
function spread(search: Search, row: number): void {
  const { rows, dense, lengthFrom } = search;
  lengthFrom.fill(0);
  for (let cell = rows.starts[row]!; cell < rows.starts[row + 1]!; cell += 1) {
    const gram = rows.grams[cell]!;
    const value = rows.values[cell]!;
    dense[gram] = value;
    lengthFrom[rows.rarity[gram]!]! += value * value;
  }
  let squares = 0;
  for (let rarity = RARITIES; rarity >= 0; rarity -= 1) {
    squares += lengthFrom[rarity]!;
    lengthFrom[rarity] = Math.sqrt(squares);
  }
}

/** Rows that share a listed gram with this one, with the part of the cosine that lies in listed grams. */
function collectCandidates(search: Search, row: number): number {
  const { rows, listed, lengthFrom, partial, candidates, least } = search;
  const { starts, grams, values, rarity } = rows;
  let found = 0;
  for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) {
    const gram = grams[cell]!;
    const value = values[cell]!;
    // A row first met here has nothing in common with rarer grams: neither listed, or it had been met, nor unlisted, for
    // those are its commonest. Its cosine is at most the length of what is left, from this rarity on.
    const admits = lengthFrom[rarity[gram]!]! >= least;
    const from = listed.offsets[gram]!;
    const to = from + listed.sizes[gram]!;
    for (let at = from; at < to; at += 1) {
      const other = listed.rows[at]!;
      if (partial[other] === 0) {
        if (!admits) continue;
        candidates[found] = other;
        found += 1;
      }
      partial[other]! += value * listed.values[at]!;
    }
  }
  return found;
}

function verify(search: Search, row: number, found: number, threshold: number, pairs: RowPair[]): void {
  const { rows, listed, dense, lengthFrom, partial, candidates, least } = search;
  const { starts, grams, values } = rows;
  const others = candidates.subarray(0, found).sort();
  for (const other of others) {
    let cosine = partial[other]!;
    partial[other] = 0;
    // The unlisted parts meet only in grams as common as the other's unlisted ones (Cauchy-Schwarz).
    if (cosine + listed.unlistedLength[other]! * lengthFrom[listed.unlistedRarity[other]!]! < least) continue;
    const end = starts[other + 1]!;
    for (let cell = listed.unlistedFrom[other]!; cell < end; cell += 1) cosine += dense[grams[cell]!]! * values[cell]!;
    if (cosine >= threshold - ROUNDING) pairs.push({ first: other, second: row, cosine: Math.min(1, cosine) });
  }
  for (let cell = starts[row]!; cell < starts[row + 1]!; cell += 1) dense[grams[cell]!] = 0;
}

function enlist(search: Search, row: number): void {
  const { rows, listed } = search;
  for (let cell = rows.starts[row]!; cell < listed.unlistedFrom[row]!; cell += 1) {
    const gram = rows.grams[cell]!;
    const at = listed.offsets[gram]! + listed.sizes[gram]!;
    listed.rows[at] = row;
    listed.values[at] = rows.values[cell]!;
    listed.sizes[gram]! += 1;
  }
}
