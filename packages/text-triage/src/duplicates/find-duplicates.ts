import { TriageRefusal } from "../refusal.ts";
import { findAllPairs, ROUNDING } from "./all-pairs.ts";
import type { DuplicateIndex } from "./duplicate-index.ts";
import { listHolders } from "./gram-table.ts";
import { weighRows } from "./weighted-rows.ts";

/** Two texts of an index and the cosine of their vectors, 0 … 1. */
export type DuplicatePair = { readonly idA: string; readonly idB: string; readonly cosine: number };

/** A text of an index beside one that is asked about. */
export type NearText = { readonly id: string; readonly cosine: number };

/** Below this nearly every pair has to be compared and the list outgrows memory. */
export const THRESHOLD_MIN = 0.1;

/**
 * Every pair of texts whose cosine is at least the threshold (`THRESHOLD_MIN` … 1): none is missed. In the order the texts
 * were added, the earlier one first. Refuses `bad-option` for another threshold.
 */
export function findDuplicatePairs(index: DuplicateIndex, threshold: number): DuplicatePair[] {
  assertThreshold(threshold);
  const ids = [...index.rows.keys()];
  const rows = weighRows([...index.rows.values()], listHolders(index.grams), index.rows.size);
  const pairs = findAllPairs(rows, threshold);
  pairs.sort((one, other) => one.first - other.first || one.second - other.second);
  return pairs.map(({ first, second, cosine }) => ({ idA: ids[first]!, idB: ids[second]!, cosine }));
}

/**
 * The texts of the index nearest to one text, best first, at most `limit`, with a cosine of at least the threshold. The text
 * itself is not added and does not change what its pieces weigh; a text of the index finds itself at 1 only if none of its
 * pieces is its alone.
 */
export function findNearTexts(index: DuplicateIndex, text: string, threshold: number, limit: number): NearText[] {
  assertThreshold(threshold);
  const textsWith = listHolders(index.grams);
  const rows = weighRows([...index.rows.values()], textsWith, index.rows.size);
  const asked = weighRows([index.reader.find(text)], textsWith, index.rows.size);
  const dense = new Float64Array(rows.gramCount);
  for (const [cell, gram] of asked.grams.entries()) dense[gram] = asked.values[cell]!;
  const near: NearText[] = [];
  let row = 0;
  for (const id of index.rows.keys()) {
    let cosine = 0;
    for (let cell = rows.starts[row]!; cell < rows.starts[row + 1]!; cell += 1)
      cosine += dense[rows.grams[cell]!]! * rows.values[cell]!;
    if (cosine >= threshold - ROUNDING) near.push({ id, cosine: Math.min(1, cosine) });
    row += 1;
  }
  return near.sort((one, other) => other.cosine - one.cosine).slice(0, limit);
}

function assertThreshold(threshold: number): void {
  if (!(threshold >= THRESHOLD_MIN && threshold <= 1)) {
    throw new TriageRefusal("bad-option", `a threshold lies between ${THRESHOLD_MIN} and 1, not at ${threshold}`);
  }
}
