/** Weighted points of the plane. Each has a key: the number of a participant, or the id of a base cluster. */
export type Points = {
  readonly keys: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
};

/** Points that lie together. `members` are keys of points. */
export type Cluster = { readonly id: number; readonly x: number; readonly y: number; readonly members: readonly number[] };

/** Where clusters lie, by position in all three; `labels` says for each point the position of its cluster. */
export type Centers = { readonly ids: Int32Array; readonly x: Float64Array; readonly y: Float64Array };
export type Settled = Centers & { readonly labels: Int32Array };

export type KMeansLimits = {
  readonly iterations: number;
  /** It ends when no centre moved by this much. */
  readonly stillness: number;
};

/**
 * Lloyd's weighted k-means from the given centres. A cluster that loses its last member is gone; of two centres equally near, the
 * earlier takes the point.
 */
export function kMeans(points: Points, start: Centers, { iterations, stillness }: KMeansLimits): Settled {
  let centers = start;
  const labels = new Int32Array(points.keys.length);
  for (let step = 0; ; step += 1) {
    labelNearest(points, centers, labels);
    const next = meansOf(points, labels, centers.ids);
    const still = next.ids.length === centers.ids.length && hardlyMoved(centers, next, stillness);
    centers = next;
    if (still || step >= iterations) return { ...centers, labels };
  }
}

/** The clusters with their members, in the order of their ids; members in the order of the points. */
export function clustersOf(points: Points, { ids, x, y, labels }: Settled): Cluster[] {
  const members = Array.from(ids, (): number[] => []);
  for (let at = 0; at < labels.length; at += 1) members[labels[at]!]!.push(points.keys[at]!);
  return Array.from(ids, (id, at) => ({ id, x: x[at]!, y: y[at]!, members: members[at]! })).sort(
    (left, right) => left.id - right.id,
  );
}

/** The first `count` points that lie in different places: production's seeds. */
export function firstPlaces({ x, y }: Points, count: number): Centers {
  const isNew = createPlaces();
  const seeds: number[] = [];
  for (let at = 0; at < x.length && seeds.length < count; at += 1) if (isNew(x[at]!, y[at]!)) seeds.push(at);
  return centersAt({ x, y }, seeds);
}

/** Tells of each place whether it is seen for the first time. */
export function createPlaces(): (x: number, y: number) => boolean {
  // Almost every x has one y: only for more is there a set.
  const first = new Map<number, number>();
  const more = new Map<number, Set<number>>();
  return (x, y) => {
    const known = first.get(x);
    if (known === undefined) first.set(x, y);
    else {
      const others = more.get(x);
      if (known === y || others?.has(y) === true) return false;
      if (others === undefined) more.set(x, new Set([y]));
      else others.add(y);
    }
    return true;
  };
}

/** Centres on these points, with ids 0, 1, 2 … */
export function centersAt({ x, y }: Pick<Points, "x" | "y">, seeds: readonly number[]): Centers {
  return {
    ids: Int32Array.from(seeds.keys()),
    x: Float64Array.from(seeds, (at) => x[at]!),
    y: Float64Array.from(seeds, (at) => y[at]!),
  };
}

/** Sum over the points of weight × squared distance to the own centre: what k-means makes small. */
export function spreadOf(points: Points, { x, y, labels }: Settled): number {
  let sum = 0;
  for (let at = 0; at < labels.length; at += 1) {
    const dx = points.x[at]! - x[labels[at]!]!;
    const dy = points.y[at]! - y[labels[at]!]!;
    sum += points.weights[at]! * (dx * dx + dy * dy);
  }
  return sum;
}

/** Labels each point with its nearest centre. */
export function labelNearest(points: Pick<Points, "x" | "y">, centers: Centers, labels: Int32Array): void {
  if (centers.ids.length <= FEW) lookAtAll(points, centers, labels);
  else lookAround(points, centers, labels);
}

/** Up to so many centres it is quicker to look at all. */
const FEW = 8;

function lookAtAll({ x: pointX, y: pointY }: Pick<Points, "x" | "y">, { x, y }: Centers, labels: Int32Array): void {
  for (let at = 0; at < labels.length; at += 1) {
    const px = pointX[at]!;
    const py = pointY[at]!;
    let best = 0;
    let distance = Infinity;
    for (let center = 0; center < x.length; center += 1) {
      const dx = x[center]! - px;
      const dy = y[center]! - py;
      const squared = dx * dx + dy * dy;
      if (squared >= distance) continue;
      distance = squared;
      best = center;
    }
    labels[at] = best;
  }
}

/**
 * Centres are walked in the order of x, up and down from the point, until x alone is further off than the best, which at first is the
 * one the point had: of a thousand centres some dozens are looked at.
 */
function lookAround({ x: pointX, y: pointY }: Pick<Points, "x" | "y">, { x, y }: Centers, labels: Int32Array): void {
  const count = x.length;
  const order = Int32Array.from(x.keys()).sort((left, right) => x[left]! - x[right]! || left - right);
  const sortedX = Float64Array.from(order, (at) => x[at]!);
  const sortedY = Float64Array.from(order, (at) => y[at]!);
  for (let at = 0; at < labels.length; at += 1) {
    const px = pointX[at]!;
    const py = pointY[at]!;
    let begin = 0;
    for (let end = count; begin < end;) {
      const middle = (begin + end) >> 1;
      if (sortedX[middle]! < px) begin = middle + 1;
      else end = middle;
    }
    let best = labels[at]! < count ? labels[at]! : 0;
    let distance = (x[best]! - px) ** 2 + (y[best]! - py) ** 2;
    for (let rank = begin; rank < count; rank += 1) {
      const dx = sortedX[rank]! - px;
      if (dx > 0 && dx * dx > distance) break;
      const dy = sortedY[rank]! - py;
      const squared = dx * dx + dy * dy;
      if (squared > distance || (squared === distance && order[rank]! > best)) continue;
      distance = squared;
      best = order[rank]!;
    }
    for (let rank = begin - 1; rank >= 0; rank -= 1) {
      const dx = sortedX[rank]! - px;
      if (dx < 0 && dx * dx > distance) break;
      const dy = sortedY[rank]! - py;
      const squared = dx * dx + dy * dy;
      if (squared > distance || (squared === distance && order[rank]! > best)) continue;
      distance = squared;
      best = order[rank]!;
    }
    labels[at] = best;
  }
}

/** Weighted means of the labelled points; clusters without a point are left out, and the labels follow. */
function meansOf(points: Points, labels: Int32Array, ids: Int32Array): Centers {
  const weights = new Float64Array(ids.length);
  const x = new Float64Array(ids.length);
  const y = new Float64Array(ids.length);
  for (let at = 0; at < labels.length; at += 1) {
    const weight = points.weights[at]!;
    const label = labels[at]!;
    weights[label]! += weight;
    x[label]! += weight * points.x[at]!;
    y[label]! += weight * points.y[at]!;
  }
  const renamed = new Int32Array(ids.length);
  const keptIds = ids.slice();
  let kept = 0;
  for (let label = 0; label < ids.length; label += 1) {
    if (weights[label] === 0) continue;
    x[kept] = x[label]! / weights[label]!;
    y[kept] = y[label]! / weights[label]!;
    keptIds[kept] = ids[label]!;
    renamed[label] = kept;
    kept += 1;
  }
  if (kept === ids.length) return { ids, x, y };
  for (let at = 0; at < labels.length; at += 1) labels[at] = renamed[labels[at]!]!;
  return { ids: keptIds.slice(0, kept), x: x.slice(0, kept), y: y.slice(0, kept) };
}

function hardlyMoved(before: Centers, after: Centers, stillness: number): boolean {
  for (let at = 0; at < before.ids.length; at += 1) {
    if (!(Math.hypot(after.x[at]! - before.x[at]!, after.y[at]! - before.y[at]!) < stillness)) return false;
  }
  return true;
}
