import type { VoteTable } from "../votes/vote-table.ts";

/**
 * How the pairs of statements were answered together: whole numbers, so that votes that come later are added and taken away exactly.
 * Four numbers for each pair (first ≤ second), at `4 · (first · width + second)`: the sum of the products of their answers, the sums of
 * the answers to the first and to the second, and how many people answered both.
 */
export type PairTallies = { readonly votes: VoteTable; readonly sums: Int32Array };

const NUMBERS = 4;

/** The tallies of these votes; made from those of the votes before them where they are of the same statements. */
export function tallyPairs(votes: VoteTable, before?: PairTallies): PairTallies {
  const width = votes.statements.length;
  const isLater = before !== undefined && before.votes.statements.length === width;
  const sums = isLater ? before.sums.slice() : new Int32Array(NUMBERS * width * width);
  for (let row = 0; row < votes.participants.length; row += 1) {
    if (isLater && row < before.votes.participants.length) {
      if (areSame(before.votes, votes, row)) continue;
      addRow(sums, before.votes, row, -1);
    }
    addRow(sums, votes, row, 1);
  }
  return { votes, sums };
}

function areSame(before: VoteTable, after: VoteTable, row: number): boolean {
  const [from, start] = [before.starts[row]!, after.starts[row]!];
  const count = after.starts[row + 1]! - start;
  if (before.starts[row + 1]! - from !== count) return false;
  for (let at = 0; at < count; at += 1) {
    if (before.columns[from + at] !== after.columns[start + at] || before.answers[from + at] !== after.answers[start + at])
      return false;
  }
  return true;
}

function addRow(sums: Int32Array, { statements, starts, columns, answers }: VoteTable, row: number, times: number): void {
  const end = starts[row + 1]!;
  for (let one = starts[row]!; one < end; one += 1) {
    const first = times * answers[one]!;
    const offset = columns[one]! * statements.length;
    for (let other = one; other < end; other += 1) {
      const at = NUMBERS * (offset + columns[other]!);
      sums[at]! += first * answers[other]!;
      sums[at + 1]! += first;
      sums[at + 2]! += times * answers[other]!;
      sums[at + 3]! += times;
    }
  }
}

/** Σ (a − mean a)(b − mean b) over who answered both, for every pair; 0 for statements moderated out. */
export function scatterOf({ votes, sums }: PairTallies, center: Float64Array, moderated: Uint8Array): Float64Array {
  const width = votes.statements.length;
  const matrix = new Float64Array(width * width);
  for (let first = 0; first < width; first += 1) {
    if (moderated[first] === 1) continue;
    for (let second = first; second < width; second += 1) {
      if (moderated[second] === 1) continue;
      const at = NUMBERS * (first * width + second);
      const [a, b] = [center[first]!, center[second]!];
      const sum = sums[at]! - b * sums[at + 1]! - a * sums[at + 2]! + a * b * sums[at + 3]!;
      matrix[first * width + second] = sum;
      matrix[second * width + first] = sum;
    }
  }
  return matrix;
}
