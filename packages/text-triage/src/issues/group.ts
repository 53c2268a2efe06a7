import { findAllPairs } from "../duplicates/all-pairs.ts";
import { type Centre, centreOf, nearnessOf, type Nearness, placeShareOf } from "./centre.ts";
import type { IssueVectors } from "./issue-vectors.ts";

/** Rows around a centre, none farther from it than `LIMITS` allow, nearest first. */
export type Group = { readonly rows: readonly number[]; readonly cosines: readonly number[] };

/**
 * How near a message must be to the middle of its issue, as cosines: in all; in what it says, names of places aside; and in
 * where, if the issue has a place or the message names one. Chosen on 4,326 appeals (docs/algorithms/text-triage.md).
 */
export const LIMITS = {
  member: 0.34,
  what: 0.2,
  where: 0.3,
  /** An issue has a place if places make up so much of its centre (of the squares). */
  placedIssue: 0.25,
  /** A message names a place of its own if places make up so much of it. */
  placedMessage: 0.15,
} as const;

/**
 * Two messages this near may seed an issue together, if they are alike in what they say too (one estate has many matters), and
 * in where, if both name a place (one matter has many estates): a centre between two issues would be near to both.
 */
const SEED_COSINE = 0.2;
const SEED_WHAT = 0.1;
const SEED_WHERE = 0.15;
const SEED_PLACED = 0.05;
/** The centre moves to the middle of its members so often at most. */
const MOVES_MAX = 8;
/** One message is no issue. */
const MEMBERS_MIN = 2;

/**
 * Star clusters (Aslam, Pelekhov, Rus, "The Star Clustering Algorithm for Static and Dynamic Information Organization", 2004)
 * with a moving centre: the message with the most near ones seeds a group, the centre moves to the mean of its members until
 * the same ones stay, they leave, and the next seed is sought. Nothing joins because it is like a member: every member is
 * near the centre, so that groups do not chain, and the mean cosine of a group's pairs is at least the square of the limit.
 */
export function groupRows(vectors: IssueVectors): readonly Group[] {
  const count = vectors.starts.length - 1;
  const neighbours = findNeighbours(vectors, count);
  const free = new Uint8Array(count).fill(1);
  const degrees = Int32Array.from(neighbours, (near) => near.length);
  const groups: Group[] = [];
  for (;;) {
    const seed = densest(degrees, free);
    if (seed < 0 || degrees[seed]! + 1 < MEMBERS_MIN) return groups;
    const near = neighbours[seed]!.filter((row) => free[row] === 1);
    const group = settle(vectors, [seed, ...near], free);
    const found = group.rows.length >= MEMBERS_MIN;
    if (found) groups.push(group);
    // A seed its own centre moved away from does not seed again: the search ends.
    for (const row of found ? group.rows : [seed]) {
      free[row] = 0;
      for (const other of neighbours[row]!) degrees[other]! -= 1;
    }
  }
}

function findNeighbours(vectors: IssueVectors, count: number): readonly (readonly number[])[] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  // One row stands as the centre for all its pairs, which come one after the other; its values are taken out again after.
  const centre = { values: new Float64Array(vectors.gramCount), placeShare: 0 };
  let spread = -1;
  for (const { first, second } of findAllPairs(vectors, SEED_COSINE)) {
    if (spread !== second) {
      if (spread >= 0) fillRow(vectors, spread, centre.values, 0);
      fillRow(vectors, second, centre.values, 1);
      centre.placeShare = placeShareOf(vectors, second);
      spread = second;
    }
    const { what, where, placeShare } = nearnessOf(vectors, centre, first);
    const placed = placeShare >= SEED_PLACED && centre.placeShare >= SEED_PLACED;
    if (what < SEED_WHAT || (placed && where < SEED_WHERE)) continue;
    neighbours[first]!.push(second);
    neighbours[second]!.push(first);
  }
  return neighbours;
}

function fillRow(vectors: IssueVectors, row: number, into: Float64Array, factor: number): void {
  for (let cell = vectors.starts[row]!; cell < vectors.starts[row + 1]!; cell += 1) {
    into[vectors.grams[cell]!] = vectors.values[cell]! * factor;
  }
}

function densest(degrees: Int32Array, free: Uint8Array): number {
  let seed = -1;
  for (let row = 0; row < free.length; row += 1) {
    if (free[row] === 1 && (seed < 0 || degrees[row]! > degrees[seed]!)) seed = row;
  }
  return seed;
}

/** Moves the centre to its members' mean until the same ones stay; in the end members only leave, so that all limits hold. */
function settle(vectors: IssueVectors, seeds: readonly number[], free: Uint8Array): Group {
  let members = seeds;
  for (let move = 0; move < MOVES_MAX; move += 1) {
    const centre = centreOf(vectors, members);
    const next = collect(
      vectors,
      centre,
      [...free.keys()].filter((row) => free[row] === 1),
    ).rows;
    if (next.length === 0 || sameRows(members, next)) break;
    members = next;
  }
  for (;;) {
    const group = collect(vectors, centreOf(vectors, members), members);
    if (group.rows.length === members.length || group.rows.length === 0) return group;
    members = group.rows;
  }
}

function sameRows(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && new Set([...some, ...others]).size === some.length;
}

function collect(vectors: IssueVectors, centre: Centre, rows: readonly number[]): Group {
  const found = rows.flatMap((row) => {
    const nearness = nearnessOf(vectors, centre, row);
    return belongs(nearness, centre) ? [{ row, cosine: nearness.whole }] : [];
  });
  found.sort((one, other) => other.cosine - one.cosine || one.row - other.row);
  return { rows: found.map(({ row }) => row), cosines: found.map(({ cosine }) => cosine) };
}

function belongs(nearness: Nearness, centre: Centre): boolean {
  if (nearness.whole < LIMITS.member || nearness.what < LIMITS.what) return false;
  if (nearness.where >= LIMITS.where) return true;
  return centre.placeShare < LIMITS.placedIssue && nearness.placeShare < LIMITS.placedMessage;
}
