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
  const parts = clusterings.map(({ ids, labels }) => {
    const labelOf = Int32Array.from(starts.slice(0, -1), (start) => labels[order[start]!]!);
    const sizes = new Float64Array(ids.length);
    for (let at = 0; at < x.length; at += 1) sizes[labels[order[at]!]!]! += weights[at]!;
    return { labelOf, sizes, totals: new Float64Array(ids.length), sum: 0 };
  });
  const reach = new Float64Array(starts.length - 1);
  for (let cell = 0; cell < reach.length; cell += 1) {
    for (let at = starts[cell]!; at < starts[cell + 1]!; at += 1) {
      for (let other = 0; other < reach.length; other += 1) {
        reach[other] = distancesTo(x[at]!, y[at]!, { x, y, weights, from: starts[other]!, to: starts[other + 1]! });
      }
      for (const part of parts) {
        part.totals.fill(0);
        for (let other = 0; other < reach.length; other += 1) part.totals[part.labelOf[other]!]! += reach[other]!;
        part.sum += weights[at]! * silhouetteOf(part.totals, part.sizes, part.labelOf[cell]!);
      }
    }
  }
  const weight = weights.reduce((sum, one) => sum + one, 0);
  return parts.map(({ sum }) => (weight > 0 ? sum / weight : 0));
}

/** Points in an order in which those that are together in every clustering stand together; `starts` says where, and ends it. */
function inseparables(count: number, clusterings: readonly Settled[]): { order: number[]; starts: number[] } {
  const together = Map.groupBy(Array(count).keys(), (at) => clusterings.map(({ labels }) => labels[at]!).join());
  const starts = [0];
  for (const cell of together.values()) starts.push(starts.at(-1)! + cell.length);
  return { order: [...together.values()].flat(), starts };
}

type Range = {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  readonly from: number;
  readonly to: number;
};

function distancesTo(px: number, py: number, { x, y, weights, from, to }: Range): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) {
    const dx = x[at]! - px;
    const dy = y[at]! - py;
    sum += Math.sqrt(dx * dx + dy * dy) * weights[at]!;
  }
  return sum;
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
