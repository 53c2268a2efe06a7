import { findHash, type HashIndex } from "./hash-index.ts";
import { FAMILY_COUNT, type Ngrams, NGRAMS_MAX } from "./ngrams.ts";

/** The features of one text with their counts. Family f ends before `familyEnds[f]`. Reused by the next call. */
export type Features = {
  readonly ids: Int32Array;
  readonly counts: Uint16Array;
  readonly familyEnds: Int32Array;
  /** Distinct n-gram → its cell above, -1 if it is no feature. */
  readonly cells: Int32Array;
};

/** Finds the features among a text's n-grams; what the index does not hold is left out. */
export function createFeatureFinder(index: HashIndex): (ngrams: Ngrams) => Features {
  const features: Features = {
    ids: new Int32Array(NGRAMS_MAX),
    counts: new Uint16Array(NGRAMS_MAX),
    familyEnds: new Int32Array(FAMILY_COUNT),
    cells: new Int32Array(NGRAMS_MAX),
  };
  return ({ hashes, counts, familyEnds }) => {
    let size = 0;
    let place = 0;
    for (let family = 0; family < FAMILY_COUNT; family += 1) {
      const end = familyEnds[family]!;
      for (; place < end; place += 1) {
        const id = findHash(index, hashes[place]!);
        features.cells[place] = id < 0 ? -1 : size;
        if (id < 0) continue;
        features.ids[size] = id;
        features.counts[size] = counts[place]!;
        size += 1;
      }
      features.familyEnds[family] = size;
    }
    return features;
  };
}
