import { type Axes, findAxes } from "../map/axes.ts";
import { findGroupings, smoothNumber } from "../map/groupings.ts";
import { type Centers, firstPlaces, kMeans, labelNearest, type Points } from "../map/k-means.ts";
import type { OpinionMap } from "../map/opinion-map.ts";
import { placeParticipants, type Places, placeStatements } from "../map/places.ts";
import { adjustedRandOfLabels } from "./agreement.ts";

/** One map of people drawn at random from the people there are, seen beside the map it is drawn from. */
export type Resampled = {
  /** Adjusted Rand index of its groups with the map's, over everybody on the map. */
  readonly agreement: number;
  readonly groupCount: number;
  /** For each group of the map: the share it has with the group most like it, |both| / |either| (Jaccard). */
  readonly likeness: readonly number[];
  /** How far each statement lies from its place on the map, once the one picture is turned onto the other. */
  readonly offsets: Float64Array;
};

/** A direction found again need only be good enough to place people by. */
const ITERATIONS = 40;
const PRECISION = 1e-5;
const BASE_LIMITS = { iterations: 20, stillness: 0.01 };

/**
 * Draws as many participants as there are, with replacement, and makes the map anew from them: directions, base clusters, groups
 * and how many of them (Efron 1979; per group: Hennig 2007). Everybody is then placed on it.
 */
export function resample(map: OpinionMap, random: () => number): Resampled {
  const { votes, moderated } = map;
  const weights = new Float64Array(votes.participants.length);
  for (let drawn = 0; drawn < weights.length; drawn += 1) weights[Math.floor(random() * weights.length)]! += 1;
  const axes = findAxes(votes, { moderated, weights, start: map.axes.components, iterations: ITERATIONS, precision: PRECISION });
  const places = placeParticipants(votes, axes, moderated);
  const everybody = pointsOf(places, map.inConversation, weights);
  const drawn = withWeight(everybody);
  const centers = drawn.keys.length === 0 ? firstPlaces(everybody, 1) : groupCenters(drawn, map);
  const labels = new Int32Array(everybody.keys.length);
  labelNearest(everybody, centers, labels);
  const own = ownLabels(map, everybody.keys);
  return {
    agreement: adjustedRandOfLabels(own, labels, map.groups.length, centers.ids.length),
    groupCount: centers.ids.length,
    likeness: map.groups.map((_, group) => bestLikeness(own, labels, { group, count: centers.ids.length })),
    offsets: offsetsOf(map.axes, axes),
  };
}

function pointsOf(places: Places, inside: Uint8Array, weights: Float64Array): Points {
  const keys = Int32Array.from([...inside.keys()].filter((row) => inside[row] === 1));
  return {
    keys,
    x: Float64Array.from(keys, (row) => places.x[row]!),
    y: Float64Array.from(keys, (row) => places.y[row]!),
    weights: Float64Array.from(keys, (row) => weights[row]!),
  };
}

function withWeight({ keys, x, y, weights }: Points): Points {
  const drawn = (_: number, at: number): boolean => weights[at]! > 0;
  return { keys: keys.filter(drawn), x: x.filter(drawn), y: y.filter(drawn), weights: weights.filter(drawn) };
}

function groupCenters(drawn: Points, { settings, groupings: own }: OpinionMap): Centers {
  const settled = kMeans(drawn, firstPlaces(drawn, settings.baseClusters), BASE_LIMITS);
  const sizes = new Float64Array(settled.ids.length);
  for (const [at, label] of settled.labels.entries()) sizes[label]! += drawn.weights[at]!;
  const points: Points = { keys: settled.ids, x: settled.x, y: settled.y, weights: sizes };
  const groupings = findGroupings(points, { ...settings, groupStarts: "few" }, { most: Math.max(...own.keys()) });
  const { groups } = groupings.get(smoothNumber(groupings).shown)!;
  return {
    ids: Int32Array.from(groups.keys()),
    x: Float64Array.from(groups, ({ x }) => x),
    y: Float64Array.from(groups, ({ y }) => y),
  };
}

function ownLabels({ groups, groupOf }: OpinionMap, rows: Int32Array): Int32Array {
  const positions = new Map(groups.map(({ id }, at) => [id, at]));
  return Int32Array.from(rows, (row) => positions.get(groupOf[row]!)!);
}

function bestLikeness(own: Int32Array, other: Int32Array, { group, count }: { group: number; count: number }): number {
  const both = new Float64Array(count);
  const sizes = new Float64Array(count);
  let size = 0;
  for (let at = 0; at < own.length; at += 1) {
    sizes[other[at]!]! += 1;
    if (own[at] !== group) continue;
    size += 1;
    both[other[at]!]! += 1;
  }
  return Math.max(...both.map((shared, at) => shared / (size + sizes[at]! - shared)));
}

/**
 * The map of other people may be turned or mirrored and still be the same picture: it is first turned to where the statements lie
 * nearest to their places (orthogonal Procrustes in the plane: the better of the best rotation and the best reflection).
 */
function offsetsOf(ours: Axes, theirs: Axes): Float64Array {
  const [to, from] = [placeStatements(ours), placeStatements(theirs)];
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let at = 0; at < to.x.length; at += 1) {
    xx += to.x[at]! * from.x[at]!;
    xy += to.x[at]! * from.y[at]!;
    yx += to.y[at]! * from.x[at]!;
    yy += to.y[at]! * from.y[at]!;
  }
  const rotated = Math.hypot(xx + yy, yx - xy) >= Math.hypot(xx - yy, yx + xy);
  const angle = rotated ? Math.atan2(yx - xy, xx + yy) : Math.atan2(yx + xy, xx - yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const mirror = rotated ? 1 : -1;
  return to.x.map((x, at) =>
    Math.hypot(cos * from.x[at]! - mirror * sin * from.y[at]! - x, sin * from.x[at]! + mirror * cos * from.y[at]! - to.y[at]!),
  );
}
