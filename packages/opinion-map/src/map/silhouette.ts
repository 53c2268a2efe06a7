import { groupBy } from "../group-by.ts";
import type { Points, Settled } from "./k-means.ts";

/**
 * Mean silhouette (Rousseeuw 1987) of each clustering of the points, −1 to 1. A point of weight w stands for w participants in one
 * place, and every participant counts the same; one alone in its cluster counts 0. O(points²), once for all clusterings: distances
 * are summed over the points that no clustering parts, and these sums are put together for each.
 */
export function silhouettes(points: Points, clusterings: readonly Settled[]): number[] {
  const { order, starts } = inseparables(points.x.length, clusterings);
  const x = Float64Array.from(order, (at) => points.x[at]!);
  const y = Float64Array.from(order, (at) => points.y[at]!);
  const weights = Float64Array.from(order, (at) => points.weights[at]!);
  const reach = distanceSums({ x, y, weights, starts });
  const weight = weights.reduce((sum, one) => sum + one, 0);
  return clusterings.map(({ ids, labels }) => {
    const labelOf = Int32Array.from(reach.keys(), (cell) => labels[order[starts[cell]!]!]!);
    const sizes = new Float64Array(ids.length);
    for (let at = 0; at < x.length; at += 1) sizes[labels[order[at]!]!]! += weights[at]!;
    const totals = new Float64Array(ids.length);
    let sum = 0;
    for (let at = 0; at < x.length; at += 1) {
      totals.fill(0);
      for (let cell = 0; cell < reach.length; cell += 1) totals[labelOf[cell]!]! += reach[cell]![at]!;
      sum += weights[at]! * silhouetteOf(totals, sizes, labels[order[at]!]!);
    }
    return weight > 0 ? sum / weight : 0;
  });
}

/** Points in an order in which those that are together in every clustering stand together; `starts` says where, and ends it. */
function inseparables(count: number, clusterings: readonly Settled[]): { order: number[]; starts: number[] } {
  // Labels as the digits of one number: a handful of clusterings of a handful of clusters.
  const together = groupBy(Array(count).keys(), (at) =>
    clusterings.reduce((key, { ids, labels }) => key * ids.length + labels[at]!, 0),
  );
  const starts = [0];
  for (const cell of together.values()) starts.push(starts.at(-1)! + cell.length);
  return { order: [...together.values()].flat(), starts };
}

type Ordered = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly starts: readonly number[];
};

/** For each cell and each point the sum of distances from the point to all that are in the cell. Each distance is taken once. */
function distanceSums({ x, y, weights, starts }: Ordered): Float64Array[] {
  const count = x.length;
  const sums = starts.slice(1).map(() => new Float64Array(count));
  for (const [cell, own] of sums.entries()) {
    for (let at = starts[cell]!; at < starts[cell + 1]!; at += 1) {
      for (let other = cell; other < sums.length; other += 1) {
        let sum = 0;
        for (let to = Math.max(at + 1, starts[other]!); to < starts[other + 1]!; to += 1) {
          const dx = x[to]! - x[at]!;
          const dy = y[to]! - y[at]!;
          const distance = Math.sqrt(dx * dx + dy * dy);
          sum += distance * weights[to]!;
          own[to]! += distance * weights[at]!;
        }
        sums[other]![at]! += sum;
      }
    }
  }
  return sums;
}

/** From the sums of distances to every cluster: (b − a) / max(a, b). */
function silhouetteOf(totals: Float64Array, sizes: Float64Array, own: number): number {
  if (sizes[own]! <= 1) return 0;
  const within = totals[own]! / (sizes[own]! - 1);
  let between = Infinity;
  for (let cluster = 0; cluster < totals.length; cluster += 1) {
    if (cluster !== own) between = Math.min(between, totals[cluster]! / sizes[cluster]!);
  }
  if (between === Infinity) return 0;
  const larger = Math.max(within, between);
  return larger > 0 ? (between - within) / larger : 0;
}
