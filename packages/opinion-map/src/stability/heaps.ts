/** Share of the variance of evenly spread numbers that splitting them in two halves explains is 3/4; two heaps explain more. */
export const TWO_HEAPS = 0.8;

/**
 * How far numbers fall in two heaps: the share of their variance that the best split in two explains, 0 to 1. A bell explains
 * 2/π = 0.64, an even spread 0.75, two points 1.
 */
export function heapsOf(numbers: Float64Array): number {
  const sorted = numbers.toSorted();
  const total = sorted.reduce((sum, number) => sum + number, 0);
  const mean = total / sorted.length;
  const variation = sorted.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  if (!(variation > 0)) return 0;
  let [best, below] = [0, 0];
  for (let count = 1; count < sorted.length; count += 1) {
    below += sorted[count - 1]! - mean;
    // Between the two parts: Σ n (mean of the part − mean)², and both parts are off by the same sum.
    best = Math.max(best, below ** 2 / count + below ** 2 / (sorted.length - count));
  }
  return best / variation;
}
