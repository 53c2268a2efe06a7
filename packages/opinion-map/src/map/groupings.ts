import { createRandom } from "../random.ts";
import { continueClusters } from "./continue-clusters.ts";
import {
  type Centers,
  centersAt,
  type Cluster,
  clustersOf,
  firstPlaces,
  kMeans,
  type Points,
  type Settled,
  spreadOf,
} from "./k-means.ts";
import { silhouettes } from "./silhouette.ts";

/** The base clusters parted into so many groups. Members of a group are ids of base clusters. */
export type Grouping = { readonly groups: readonly Cluster[]; readonly silhouette: number };

/** Which number of groups was best, how often in a row, and which is shown. */
export type Smoother = { readonly best: number; readonly times: number; readonly shown: number };

export type GroupingSettings = {
  /** Whether many beginnings are tried for each number of groups and the closest groups win, a few, or only production's one. */
  readonly groupStarts: "many" | "few" | "one";
  readonly groupIterations: number;
  readonly groupStillness: number;
  /** Whether each participant counts in the silhouette, or each base cluster. */
  readonly silhouetteOf: "participants" | "base-clusters";
};

const GROUPS_MIN = 2;
const GROUPS_MAX = 5;
/** One more group is tried for so many base clusters. */
const BASE_CLUSTERS_A_GROUP = 12;
/** Another number of groups is shown when it was best this many times in a row. */
const TIMES_TO_CHANGE = 4;
/** Valleys are flat, and of few points many beginnings are needed: as many as come to this many points, within limits. */
const START_WORK = 12_000;
const STARTS_MIN = 12;
const STARTS_MAX = 200;
const STARTS_FEW = 3;
const START_SEED = 2;

/** Base clusters, each as heavy as it has participants, in 2, 3 … groups; each number with its silhouette. */
export function findGroupings(
  points: Points,
  settings: GroupingSettings,
  { before, most = mostGroups(points.keys.length) }: { before?: ReadonlyMap<number, Grouping>; most?: number } = {},
): Map<number, Grouping> {
  const counts = Array.from({ length: most - GROUPS_MIN + 1 }, (_, index) => GROUPS_MIN + index);
  const limits = { iterations: settings.groupIterations, stillness: settings.groupStillness };
  const settled = counts.map((count) => {
    const groups = before?.get(count)?.groups ?? [];
    if (groups.length > 0) return kMeans(points, continueClusters(points, groups, count), limits);
    const found = startsFor(points, count, settings.groupStarts).map((start) => kMeans(points, start, limits));
    return settings.groupStarts === "one" ? found[0]! : largestFirst(points, closest(points, found));
  });
  const counted = settings.silhouetteOf === "participants" ? points : { ...points, weights: points.weights.map(() => 1) };
  const measured = silhouettes(counted, settled);
  return new Map(counts.map((count, at) => [count, { groups: clustersOf(points, settled[at]!), silhouette: measured[at]! }]));
}

/** How many groups are tried with so many base clusters. */
function mostGroups(baseClusters: number): number {
  return Math.min(GROUPS_MAX, GROUPS_MIN + Math.floor(baseClusters / BASE_CLUSTERS_A_GROUP));
}

/** The number of groups with the best silhouette is shown at once where none was; later it must be best four times running. */
export function smoothNumber(groupings: ReadonlyMap<number, Grouping>, before?: Smoother): Smoother {
  let best = GROUPS_MIN;
  for (const [count, { silhouette }] of groupings) if (silhouette >= groupings.get(best)!.silhouette) best = count;
  const times = before?.best === best ? before.times + 1 : 1;
  const shown = before === undefined || times >= TIMES_TO_CHANGE || !groupings.has(before.shown) ? best : before.shown;
  return { best, times, shown };
}

/** Production's seeds first, then k-means++ (Arthur and Vassilvitskii 2007) from a fixed seed. */
function startsFor(points: Points, count: number, starts: GroupingSettings["groupStarts"]): Centers[] {
  const first = firstPlaces(points, count);
  if (starts === "one") return [first];
  const random = createRandom(START_SEED + count);
  const many = Math.max(STARTS_MIN, Math.min(STARTS_MAX, Math.floor(START_WORK / points.x.length)));
  const more = starts === "many" ? many : STARTS_FEW;
  return [first, ...Array.from({ length: more }, () => centersAt(points, spreadSeeds(points, count, random)))];
}

function spreadSeeds({ x, y, weights }: Points, count: number, random: () => number): number[] {
  const seeds: number[] = [];
  const distances = new Float64Array(x.length).fill(1);
  while (seeds.length < count) {
    let left = random() * distances.reduce((sum, distance, at) => sum + distance * weights[at]!, 0);
    let seed = 0;
    for (; seed < x.length - 1; seed += 1) {
      left -= distances[seed]! * weights[seed]!;
      if (left < 0) break;
    }
    seeds.push(seed);
    for (let at = 0; at < x.length; at += 1) {
      const squared = (x[at]! - x[seed]!) ** 2 + (y[at]! - y[seed]!) ** 2;
      distances[at] = seeds.length === 1 ? squared : Math.min(distances[at]!, squared);
    }
  }
  return seeds;
}

/** The clustering with most groups, and of those the one whose points lie closest to their centres. */
function closest(points: Points, found: readonly Settled[]): Settled {
  const spreads = new Map(found.map((settled) => [settled, spreadOf(points, settled)]));
  const order = found.toSorted((left, right) => right.ids.length - left.ids.length || spreads.get(left)! - spreads.get(right)!);
  return order[0]!;
}

/** Ids 0, 1, 2 … from the largest group to the smallest; of equal ones, the group of the earlier point first. */
function largestFirst(points: Points, { ids, x, y, labels }: Settled): Settled {
  const sizes = new Float64Array(ids.length);
  for (const [at, label] of labels.entries()) sizes[label]! += points.weights[at]!;
  const order = [...ids.keys()].sort(
    (left, right) => sizes[right]! - sizes[left]! || labels.indexOf(left) - labels.indexOf(right),
  );
  const ranks = new Int32Array(ids.length);
  for (const [rank, label] of order.entries()) ranks[label] = rank;
  return {
    ids: Int32Array.from(order.keys()),
    x: Float64Array.from(order, (label) => x[label]!),
    y: Float64Array.from(order, (label) => y[label]!),
    labels: labels.map((label) => ranks[label]!),
  };
}
