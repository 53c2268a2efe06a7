/** A range this small is sorted. */
const SMALL = 32;

/**
 * Brings the `count` first of the indexes, by `compare`, to the front, in no order. Hoare's quickselect with the median of three;
 * where pivots turn out bad the rest is sorted, so that no input takes quadratic time. `compare` must never be 0.
 */
export function selectFirst(indexes: Uint32Array, count: number, compare: (a: number, b: number) => number): void {
  let [low, high] = [0, indexes.length - 1];
  let patience = 2 * Math.ceil(Math.log2(indexes.length + 1));
  while (high - low > SMALL) {
    if (patience === 0) break;
    patience -= 1;
    const middle = partition(indexes, low, high, compare);
    if (middle === count) return;
    if (middle < count) low = middle;
    else high = middle - 1;
  }
  indexes.subarray(low, high + 1).sort(compare);
}

/** Splits the range in two by a pivot (Hoare); returns where the second part begins, which is inside the range. */
function partition(indexes: Uint32Array, low: number, high: number, compare: (a: number, b: number) => number): number {
  bringMedianTo(low, indexes, high, compare);
  const pivot = indexes[low]!;
  let [left, right] = [low, high];
  for (;;) {
    while (indexes[left] !== pivot && compare(indexes[left]!, pivot) < 0) left += 1;
    while (indexes[right] !== pivot && compare(pivot, indexes[right]!) < 0) right -= 1;
    if (left >= right) return right + 1;
    swap(indexes, left, right);
    left += 1;
    right -= 1;
  }
}

/** Swaps the median of the first, the middle and the last to the front of the range. */
function bringMedianTo(low: number, indexes: Uint32Array, high: number, compare: (a: number, b: number) => number): void {
  const middle = (low + high) >> 1;
  if (compare(indexes[middle]!, indexes[low]!) < 0) swap(indexes, low, middle);
  if (compare(indexes[high]!, indexes[low]!) < 0) swap(indexes, low, high);
  if (compare(indexes[high]!, indexes[middle]!) < 0) swap(indexes, middle, high);
  swap(indexes, low, middle);
}

function swap(indexes: Uint32Array, a: number, b: number): void {
  const held = indexes[a]!;
  indexes[a] = indexes[b]!;
  indexes[b] = held;
}
