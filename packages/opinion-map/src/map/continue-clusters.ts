import { type Centers, type Cluster, createPlaces, labelNearest, type Points } from "./k-means.ts";

/**
 * Centres to begin with, from the clusters of an earlier map (production's way of keeping groups while votes come in): centres move
 * to where their members are now; clusters in one place become one; and while there are fewer than `count`, the point furthest from
 * every centre becomes a cluster of its own.
 */
export function continueClusters(points: Points, before: readonly Cluster[], count: number): Centers {
  const positions = positionsByKey(points.keys);
  const held = before.map(({ id, members }) => ({ id, members: positionsOf(members, positions) }));
  const clusters = merged(
    points,
    held.filter(({ members }) => members.length > 0),
  );
  if (clusters.length === 0) {
    const nextId = Math.max(-1, ...before.map(({ id }) => id)) + 1;
    clusters.push({ id: nextId, members: [...points.keys.keys()] });
  }
  if (clusters.length < count) splitFurthest(points, clusters, Math.min(count, differentPlaces(points)));
  return centersFrom(
    clusters,
    clusters.map(({ members }) => centerOf(points, members)),
  );
}

/** A cluster whose members are positions of points. */
type Held = { readonly id: number; readonly members: number[] };

/** The position of each key, −1 for numbers that are none. */
function positionsByKey(keys: Int32Array): Int32Array {
  let most = -1;
  for (const key of keys) most = Math.max(most, key);
  const positions = new Int32Array(most + 1).fill(-1);
  for (let at = 0; at < keys.length; at += 1) positions[keys[at]!] = at;
  return positions;
}

function positionsOf(members: readonly number[], positions: Int32Array): number[] {
  const found: number[] = [];
  for (const key of members) {
    const at = key < positions.length ? positions[key]! : -1;
    if (at >= 0) found.push(at);
  }
  return found;
}

function centersFrom(clusters: readonly Held[], centers: readonly { readonly x: number; readonly y: number }[]): Centers {
  return {
    ids: Int32Array.from(clusters, ({ id }) => id),
    x: Float64Array.from(centers, ({ x }) => x),
    y: Float64Array.from(centers, ({ y }) => y),
  };
}

function centerOf({ x, y, weights }: Points, members: readonly number[]): { x: number; y: number } {
  let [sumX, sumY, sum] = [0, 0, 0];
  for (const at of members) {
    sumX += weights[at]! * x[at]!;
    sumY += weights[at]! * y[at]!;
    sum += weights[at]!;
  }
  return { x: sumX / sum, y: sumY / sum };
}

/** Clusters that lie in exactly one place become one, under the id of the larger. */
function merged(points: Points, clusters: readonly Held[]): Held[] {
  const isNew = createPlaces();
  const kept: (Held & { x: number; y: number })[] = [];
  for (const cluster of clusters) {
    const { x, y } = centerOf(points, cluster.members);
    if (isNew(x, y)) {
      kept.push({ ...cluster, x, y });
      continue;
    }
    const at = kept.findIndex((other) => other.x === x && other.y === y);
    const other = kept[at]!;
    const id = other.members.length > cluster.members.length ? other.id : cluster.id;
    kept[at] = { id, members: [...other.members, ...cluster.members], x, y };
  }
  return kept.map(({ id, members }) => ({ id, members }));
}

function differentPlaces({ x, y }: Points): number {
  const isNew = createPlaces();
  let count = 0;
  for (let at = 0; at < x.length; at += 1) if (isNew(x[at]!, y[at]!)) count += 1;
  return count;
}

/** Until there are `count` clusters, the point furthest from every centre leaves its cluster and begins one. */
function splitFurthest(points: Points, clusters: Held[], count: number): void {
  if (clusters.length >= count) return;
  const centers = clusters.map(({ members }) => centerOf(points, members));
  const owners = new Int32Array(points.keys.length).fill(-1);
  for (const [owner, { members }] of clusters.entries()) for (const at of members) owners[at] = owner;
  const nearest = new Int32Array(points.keys.length);
  labelNearest(points, centersFrom(clusters, centers), nearest);
  const distances = Float64Array.from(nearest, (center, at) => distanceTo(at, center));
  let nextId = Math.max(...clusters.map(({ id }) => id)) + 1;
  while (clusters.length < count) {
    let furthest = 0;
    for (let at = 1; at < distances.length; at += 1) if (distances[at]! >= distances[furthest]!) furthest = at;
    if (!(distances[furthest]! > 0)) return;
    const from = owners[furthest]!;
    const to = clusters.length;
    if (from >= 0) {
      const { members } = clusters[from]!;
      members.splice(members.indexOf(furthest), 1);
      centers[from] = centerOf(points, members);
    }
    owners[furthest] = to;
    clusters.push({ id: nextId++, members: [furthest] });
    centers.push({ x: points.x[furthest]!, y: points.y[furthest]! });
    for (let at = 0; at < nearest.length; at += 1) {
      if (nearest[at] === from) lookAtAll(at);
      else {
        if (from >= 0) lookAt(at, from);
        lookAt(at, to);
      }
    }
  }

  function lookAtAll(at: number): void {
    distances[at] = Infinity;
    for (let cluster = 0; cluster < centers.length; cluster += 1) lookAt(at, cluster);
  }
  function distanceTo(at: number, cluster: number): number {
    const { x, y } = centers[cluster]!;
    return Math.hypot(points.x[at]! - x, points.y[at]! - y);
  }
  function lookAt(at: number, cluster: number): void {
    const distance = distanceTo(at, cluster);
    if (distance >= distances[at]!) return;
    distances[at] = distance;
    nearest[at] = cluster;
  }
}
