/**
 * Adjusted Rand index of two partitions of the same things (Hubert and Arabie 1985): 1 the same, 0 what chance gives, below 0 less.
 * Things in only one of the two are left out. Where either puts everything together, or nothing, chance explains it: 0, or 1 where
 * both do the same.
 */
export function adjustedRand<Key>(left: ReadonlyMap<Key, unknown>, right: ReadonlyMap<Key, unknown>): number {
  const shared = [...left.keys()].filter((key) => right.has(key));
  const leftNames = namesOf(shared.map((key) => left.get(key)));
  const rightNames = namesOf(shared.map((key) => right.get(key)));
  return adjustedRandOfLabels(leftNames.labels, rightNames.labels, leftNames.count, rightNames.count);
}

/** The same for labels 0 … count − 1 of the same things in the same order. */
export function adjustedRandOfLabels(left: Int32Array, right: Int32Array, leftCount: number, rightCount: number): number {
  const cells = new Float64Array(leftCount * rightCount);
  const leftSizes = new Float64Array(leftCount);
  const rightSizes = new Float64Array(rightCount);
  for (let at = 0; at < left.length; at += 1) {
    cells[left[at]! * rightCount + right[at]!]! += 1;
    leftSizes[left[at]!]! += 1;
    rightSizes[right[at]!]! += 1;
  }
  const together = pairsIn(cells);
  const inLeft = pairsIn(leftSizes);
  const inRight = pairsIn(rightSizes);
  const expected = (inLeft * inRight) / ((left.length * (left.length - 1)) / 2);
  const most = (inLeft + inRight) / 2;
  if (!(most - expected > 0)) return together === most ? 1 : 0;
  return (together - expected) / (most - expected);
}

function pairsIn(sizes: Float64Array): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

function namesOf(values: readonly unknown[]): { labels: Int32Array; count: number } {
  const numbers = new Map([...new Set(values)].map((value, number) => [value, number]));
  return { labels: Int32Array.from(values, (value) => numbers.get(value)!), count: numbers.size };
}
