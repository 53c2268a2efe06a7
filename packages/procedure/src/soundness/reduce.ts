import type { Move, Region } from "./region.ts";

/**
 * Structural reduction that keeps the verdict (after G. Berthelot, Transformations and Decompositions of Nets, 1987, and
 * T. Murata, Petri Nets, 1989): most well-structured procedures shrink to a handful of places, whatever their size.
 *
 * - *Post-agglomeration*: a place from which tokens can only go on, by moves that need nothing else, is merged away; each
 *   producer is joined with each consumer.
 * - *Parallel places* with the same producers and consumers are one; *equal moves* are one; a move that gives back just
 *   what it took changes nothing.
 *
 * A place that gets two tokens shows up afterwards on a place behind it, because every move sets at least one place. An
 * end that cancels everything is merged only where the engine would go there by itself.
 */
export type Reduced = {
  /** Moves fire all the elements of the moves they stand for, in an order in which the full net can fire them. */
  readonly region: Region;
  /** Whether its verdict is that of the full net: no end that cancels everything is left beside what it might cancel. */
  readonly faithful: boolean;
  /** Elements of moves that were dropped because they change nothing: alive wherever their place is. */
  readonly idle: ReadonlySet<number>;
};

type Net = {
  readonly region: Region;
  readonly moves: Map<number, Move>;
  readonly producers: readonly Set<number>[];
  readonly consumers: readonly Set<number>[];
  /** Places that must stay: marked at the start, ends, armed or cleared by a move. */
  readonly fixed: ReadonlySet<number>;
  readonly idle: Set<number>;
  next: number;
};

/**
 * The same region with tokens that only pass on the way passed on at once: what is left are the states in which the case
 * waits, and joins. Keeps every run and its order, and every place where two tokens can meet.
 */
export function fuse(region: Region, initial: readonly number[]): Region {
  const net = open(region, initial);
  for (let changed = true; changed;) {
    changed = false;
    region.places.forEach((place, index) => {
      if (place.kind === "flow" && agglomerate(net, index)) changed = true;
    });
  }
  return { ...region, moves: [...net.moves.values()] };
}

/** Reduces a region that begins in `initial`. */
export function reduce(region: Region, initial: readonly number[]): Reduced {
  const net = open(region, initial);
  // Flows first: a step that leads to an end that cancels everything is then known before it could be merged away.
  shrink(net, false);
  shrink(net, true);
  // Steps that wait may have been merged with what follows by itself: nothing goes before anything else any more.
  const moves = [...net.moves.values()].map((move) => ({ ...move, automatic: false }));
  const faithful = !region.places.some((place, index) => {
    const loose = place.kind === "flow" && !net.fixed.has(index) && (net.producers[index]?.size ?? 0) > 0;
    return loose && consumersOf(net, index).some((move) => move.terminal);
  });
  return { region: { ...region, moves }, faithful, idle: net.idle };
}

function shrink(net: Net, waits: boolean): void {
  const { places } = net.region;
  for (let changed = true; changed;) {
    changed = false;
    places.forEach((place, index) => {
      if ((waits || place.kind !== "wait") && agglomerate(net, index)) changed = true;
    });
    if (mergeMoves(net)) changed = true;
    if (mergePlaces(net)) changed = true;
  }
}

function open(region: Region, initial: readonly number[]): Net {
  const fixed = new Set(initial);
  region.places.forEach((place, index) => {
    if (place.kind === "initial" || place.kind === "end" || place.kind === "armed") fixed.add(index);
  });
  const producers = region.places.map(() => new Set<number>());
  const consumers = region.places.map(() => new Set<number>());
  const net: Net = { region, moves: new Map(), producers, consumers, fixed, idle: new Set(), next: 0 };
  for (const move of region.moves) add(net, move);
  return net;
}

function add(net: Net, move: Move): void {
  const index = net.next;
  net.next += 1;
  net.moves.set(index, move);
  for (const place of move.set) net.producers[place]?.add(index);
  for (const place of move.need) net.consumers[place]?.add(index);
}

function drop(net: Net, index: number): void {
  const move = net.moves.get(index);
  if (move === undefined) return;
  net.moves.delete(index);
  for (const place of move.set) net.producers[place]?.delete(index);
  for (const place of move.need) net.consumers[place]?.delete(index);
}

function producersOf(net: Net, place: number): readonly Move[] {
  return [...(net.producers[place] ?? [])].flatMap((index) => net.moves.get(index) ?? []);
}

function consumersOf(net: Net, place: number): readonly Move[] {
  return [...(net.consumers[place] ?? [])].flatMap((index) => net.moves.get(index) ?? []);
}

function agglomerate(net: Net, place: number): boolean {
  if (net.fixed.has(place)) return false;
  const producers = producersOf(net, place);
  const consumers = consumersOf(net, place);
  const pairs = producers.length * consumers.length;
  if (pairs === 0 || pairs > producers.length + consumers.length) return false;
  const isWait = net.region.places[place]?.kind === "wait";
  for (const after of consumers) {
    if (after.need.length !== 1 || after.clear.length > 0 || after.set.includes(place)) return false;
    // Two tokens must still be able to meet on the way into an end that cancels everything.
    if (after.terminal && (isWait || producers.length > 1)) return false;
    for (const before of producers) if (!canJoin(before, after, place)) return false;
  }
  const joined = producers.flatMap((before) => consumers.map((after) => join(before, after, place)));
  for (const index of [...(net.producers[place] ?? []), ...(net.consumers[place] ?? [])]) drop(net, index);
  for (const move of joined) add(net, move);
  return true;
}

function canJoin(before: Move, after: Move, place: number): boolean {
  if (
    before.terminal ||
    before.inclusive !== undefined ||
    before.need.includes(place) ||
    after.set.some((set) => before.clear.includes(set))
  )
    return false;
  // What begins together with an end that cancels everything may still come first.
  if (after.terminal) return before.set.length === 1;
  return !after.set.some((set) => before.set.includes(set));
}

function join(before: Move, after: Move, place: number): Move {
  const kept = before.set.filter((set) => set !== place);
  return {
    ...before,
    set: [...kept, ...after.set],
    terminal: after.terminal,
    fires: [...before.fires, ...after.fires],
    enters: [...before.enters, ...after.enters],
  };
}

/** Drops moves that equal another, and moves that give back just what they took. */
function mergeMoves(net: Net): boolean {
  const seen = new Set<string>();
  let changed = false;
  for (const [index, move] of net.moves) {
    const need = sorted(move.need);
    const set = sorted(move.set);
    const idle = !move.terminal && move.clear.length === 0 && need === set;
    const key = `${need}>${set}/${sorted(move.clear)}/${move.terminal}`;
    if (idle) for (const element of move.fires) net.idle.add(element);
    if (idle || seen.has(key)) {
      drop(net, index);
      changed = true;
    }
    seen.add(key);
  }
  return changed;
}

/** Of places that always hold tokens together, keeps one. */
function mergePlaces(net: Net): boolean {
  const seen = new Set<string>();
  let changed = false;
  for (let place = 0; place < net.region.places.length; place += 1) {
    const producers = net.producers[place] ?? new Set();
    const consumers = net.consumers[place] ?? new Set();
    if (net.fixed.has(place) || producers.size === 0 || consumers.size === 0) continue;
    const key = `${sorted([...producers])}|${sorted([...consumers])}`;
    if (seen.has(key)) {
      remove(net, place);
      changed = true;
    }
    seen.add(key);
  }
  return changed;
}

function remove(net: Net, place: number): void {
  // Deleting what a Set's iteration stands on is safe.
  for (const index of net.producers[place] ?? []) replace(net, index, place);
  for (const index of net.consumers[place] ?? []) replace(net, index, place);
}

/** The same move without the place, under the same index, so that the other places' sets stay true. */
function replace(net: Net, index: number, place: number): void {
  const move = net.moves.get(index);
  if (move === undefined) return;
  net.producers[place]?.delete(index);
  net.consumers[place]?.delete(index);
  const without = (places: readonly number[]) => places.filter((candidate) => candidate !== place);
  net.moves.set(index, { ...move, need: without(move.need), set: without(move.set) });
}

function sorted(numbers: readonly number[]): string {
  return numbers.toSorted((a, b) => a - b).join();
}
