import type { Net } from "../net/net.ts";
import { mayPass } from "../net/inclusive-reach.ts";
import type { Move, Region } from "./region.ts";
import { createStateSet, type StateSet } from "./state-set.ts";

/** What is left of the means to decide: shared by all regions of one check. */
export type Budget = {
  states: number;
  /** Instant of `clock` at which to give up. */
  readonly until: number;
  readonly clock: () => number;
  /** All states seen so far. */
  seen: number;
};

export type Finding = {
  readonly kind: "deadlock" | "livelock" | "improper-completion";
  /** Places: where tokens are stuck, or the one that got a second token. */
  readonly places: readonly number[];
  /** Moves from the start, in order. */
  readonly path: readonly number[];
};

export type Exploration = {
  /** False when the budget ran out; what was found until then holds. */
  readonly finished: boolean;
  readonly findings: readonly Finding[];
  /** Elements fired on some run. */
  readonly fired: ReadonlySet<number>;
  /** Moves made on some run. */
  readonly moved: ReadonlySet<number>;
  /** By activity, the moves of a shortest run that begins it. */
  readonly pathInto: (activity: number) => readonly number[] | undefined;
  /** End places that some run completes in. */
  readonly reachedEnds: ReadonlySet<number>;
  readonly states: number;
};

/** 160 MB of states and as much of edges: what a server can spare beside its work. */
const POOL_WORDS_MAX = 40_000_000;
const EDGES_MAX = 10_000_000;

/** Findings of one kind at one place are one; so many in all are enough for anybody to mend. */
const FINDINGS_MAX = 50;
/** A net of more words a state (32 places each) than this is large. */
const LARGE_WORDS = 8;

/**
 * Breadth-first through all states, so that the first way found to anything is a shortest one. Automatic moves go before
 * anything outside, as in the engine, but in any order.
 */
export function explore(
  net: Net,
  region: Region,
  initial: readonly number[],
  budget: Budget,
  until: number = budget.until,
): Exploration {
  const states = createStateSet(region.places.length);
  const walk = beginWalk(region, states);
  const state = new Uint32Array(states.words);
  for (const place of initial) setBit(state, place);
  walk.parents.push(-1);
  walk.via.push(-1);
  states.intern(state);
  // A state of a large net takes milliseconds: there the clock is looked at before each.
  const every = states.words > LARGE_WORDS ? 1 : 256;
  let index = 0;
  for (; index < states.size(); index += 1) {
    if (index % every === 0 && isSpent(walk, budget, until)) break;
    states.read(index, state);
    walk.edgeStarts.push(walk.edges.length);
    expand(net, walk, index, state);
  }
  walk.edgeStarts.push(walk.edges.length);
  const finished = index === states.size();
  budget.seen += states.size();
  budget.states -= states.size();
  if (finished) findLivelock(walk);
  return {
    finished,
    findings: walk.findings,
    fired: walk.fired,
    moved: walk.moved,
    pathInto: (activity) => {
      const by = walk.enteredBy.get(activity);
      return by === undefined ? undefined : [...pathTo(walk, by.state), by.move];
    },
    reachedEnds: walk.reachedEnds,
    states: states.size(),
  };
}

function isSpent(walk: Walk, budget: Budget, until: number): boolean {
  const { states } = walk;
  const full = states.size() * states.words > POOL_WORDS_MAX || walk.edges.length > EDGES_MAX;
  return full || states.size() > budget.states || budget.clock() > until;
}

type Walk = {
  readonly region: Region;
  readonly states: StateSet;
  /** Moves by the lowest place they need; inclusive joins apart. */
  readonly byPlace: readonly (readonly number[])[];
  readonly inclusive: readonly number[];
  readonly masks: readonly { readonly need: Uint32Array; readonly keep: Uint32Array }[];
  readonly endMask: Uint32Array;
  readonly parents: number[];
  readonly via: number[];
  /** Targets of the moves out of each state, with the move. */
  readonly edges: number[];
  readonly edgeMoves: number[];
  readonly edgeStarts: number[];
  readonly complete: number[];
  /** States with a finding of their own, which explains why they may not complete. */
  readonly explained: Set<number>;
  readonly findings: Finding[];
  readonly foundAt: Set<string>;
  readonly fired: Set<number>;
  readonly moved: Set<number>;
  readonly enteredBy: Map<number, { readonly state: number; readonly move: number }>;
  readonly reachedEnds: Set<number>;
  readonly scratch: Uint32Array;
};

function beginWalk(region: Region, states: StateSet): Walk {
  const byPlace: number[][] = region.places.map(() => []);
  const inclusive: number[] = [];
  const masks = region.moves.map((move, index) => {
    if (move.inclusive === undefined) byPlace[Math.min(...move.need)]?.push(index);
    else inclusive.push(index);
    const need = new Uint32Array(states.words);
    const keep = new Uint32Array(states.words).fill(move.terminal ? 0 : 0xffff_ffff);
    for (const place of move.need) setBit(need, place);
    for (const place of [...move.need, ...move.clear]) clearBit(keep, place);
    return { need, keep };
  });
  const endMask = new Uint32Array(states.words);
  region.places.forEach((place, index) => {
    if (place.kind === "end") setBit(endMask, index);
  });
  return {
    region,
    states,
    byPlace,
    inclusive,
    masks,
    endMask,
    parents: [],
    via: [],
    edges: [],
    edgeMoves: [],
    edgeStarts: [],
    complete: [],
    explained: new Set(),
    findings: [],
    foundAt: new Set(),
    fired: new Set(),
    moved: new Set(),
    enteredBy: new Map(),
    reachedEnds: new Set(),
    scratch: new Uint32Array(states.words),
  };
}

function setBit(state: Uint32Array, place: number): void {
  state[place >>> 5] = (state[place >>> 5] ?? 0) | (1 << (place & 31));
}

function clearBit(state: Uint32Array, place: number): void {
  state[place >>> 5] = (state[place >>> 5] ?? 0) & ~(1 << (place & 31));
}

function hasBit(state: Uint32Array, place: number): boolean {
  return ((state[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

/** Fires what may happen in a state: all automatic moves, else the inclusive joins that may pass, else whatever waits. */
function expand(net: Net, walk: Walk, index: number, state: Uint32Array): void {
  const enabled: number[] = [];
  for (let place = 0; place < walk.region.places.length; place += 1) {
    if (!hasBit(state, place)) continue;
    for (const move of walk.byPlace[place] ?? []) if (covers(state, walk.masks[move]?.need)) enabled.push(move);
  }
  const automatic = enabled.filter((move) => moveAt(walk, move).automatic);
  if (automatic.length > 0) return fireAll(walk, index, state, automatic);
  const joins = walk.inclusive.filter((move) => inclusiveNeed(net, walk, moveAt(walk, move), state) !== undefined);
  if (joins.length > 0) {
    for (const move of joins) fireInclusive(net, walk, index, state, move);
    return;
  }
  fireAll(walk, index, state, enabled);
  if (isWithin(state, walk.endMask)) noteComplete(walk, index, state);
  else if (enabled.length === 0) noteDeadlock(walk, index, state);
}

function moveAt(walk: Walk, index: number): Move {
  const move = walk.region.moves[index];
  if (move === undefined) throw new Error(`the region has no move ${index}`);
  return move;
}

function covers(state: Uint32Array, need: Uint32Array | undefined): boolean {
  if (need === undefined) return false;
  for (let word = 0; word < need.length; word += 1) {
    const wanted = need[word] ?? 0;
    if (((state[word] ?? 0) & wanted) >>> 0 !== wanted) return false;
  }
  return true;
}

function isWithin(state: Uint32Array, mask: Uint32Array): boolean {
  for (let word = 0; word < mask.length; word += 1) if (((state[word] ?? 0) & ~(mask[word] ?? 0)) !== 0) return false;
  return true;
}

function fireAll(walk: Walk, from: number, state: Uint32Array, moves: readonly number[]): void {
  for (const index of moves) {
    const keep = walk.masks[index]?.keep;
    const next = walk.scratch;
    for (let word = 0; word < next.length; word += 1) next[word] = (state[word] ?? 0) & (keep?.[word] ?? 0);
    arrive(walk, from, index, next);
  }
}

/** Which flows an inclusive join takes its tokens from, when it may pass. */
function inclusiveNeed(net: Net, walk: Walk, move: Move, state: Uint32Array): readonly number[] | undefined {
  const filled = new Set<number>();
  const need: number[] = [];
  const others: number[] = [];
  walk.region.places.forEach((place, index) => {
    if (!hasBit(state, index) || place.kind === "end" || place.kind === "armed") return;
    if (place.element === move.inclusive && place.flow !== undefined) {
      filled.add(place.flow);
      need.push(index);
    } else others.push(place.element);
  });
  return mayPass(net, move.inclusive ?? 0, filled, others) ? need : undefined;
}

function fireInclusive(net: Net, walk: Walk, from: number, state: Uint32Array, index: number): void {
  const next = walk.scratch;
  next.set(state);
  for (const place of inclusiveNeed(net, walk, moveAt(walk, index), state) ?? []) clearBit(next, place);
  arrive(walk, from, index, next);
}

/** Puts the move's tokens down and notes the state, or that a place had a token already. */
function arrive(walk: Walk, from: number, index: number, next: Uint32Array): void {
  const move = moveAt(walk, index);
  walk.moved.add(index);
  for (const element of move.fires) walk.fired.add(element);
  for (const activity of move.enters) {
    if (!walk.enteredBy.has(activity)) walk.enteredBy.set(activity, { state: from, move: index });
  }
  for (const place of move.set) {
    if (hasBit(next, place)) {
      walk.explained.add(from);
      noteFinding(walk, "improper-completion", [place], from, index);
      return;
    }
    setBit(next, place);
  }
  const size = walk.states.size();
  const target = walk.states.intern(next);
  walk.edges.push(target);
  walk.edgeMoves.push(index);
  if (target < size) return;
  walk.parents.push(from);
  walk.via.push(index);
}

function noteComplete(walk: Walk, index: number, state: Uint32Array): void {
  walk.complete.push(index);
  walk.region.places.forEach((_, place) => {
    if (hasBit(state, place)) walk.reachedEnds.add(place);
  });
}

function noteDeadlock(walk: Walk, index: number, state: Uint32Array): void {
  walk.explained.add(index);
  const stuck = walk.region.places.flatMap((place, at) =>
    hasBit(state, at) && place.kind !== "end" && place.kind !== "armed" ? [at] : [],
  );
  noteFinding(walk, "deadlock", stuck, index, undefined);
}

function noteFinding(
  walk: Walk,
  kind: Finding["kind"],
  places: readonly number[],
  state: number,
  last: number | undefined,
): void {
  const elements = places.map((place) => walk.region.places[place]?.element ?? 0);
  const key = `${kind} ${[...new Set(elements)].join()}`;
  if (walk.foundAt.has(key) || walk.findings.length >= FINDINGS_MAX) return;
  walk.foundAt.add(key);
  const path = pathTo(walk, state);
  walk.findings.push({ kind, places, path: last === undefined ? path : [...path, last] });
}

function pathTo(walk: Walk, state: number): readonly number[] {
  const moves: number[] = [];
  for (let at = state; (walk.parents[at] ?? -1) >= 0; at = walk.parents[at] ?? -1) moves.push(walk.via[at] ?? -1);
  return moves.reverse();
}

/**
 * States from which no run completes, though no other finding explains it: the case goes round for ever. Told once, as the
 * way to the first such state and on from there until a state comes again.
 */
function findLivelock(walk: Walk): void {
  const good = reachBack(walk, [...walk.complete, ...walk.explained]);
  let at = walk.parents.findIndex((_, state) => good[state] !== 1);
  if (at < 0) return;
  const path = [...pathTo(walk, at)];
  const seen = new Set<number>();
  while (!seen.has(at)) {
    seen.add(at);
    const edge = walk.edgeStarts[at] ?? 0;
    path.push(walk.edgeMoves[edge] ?? 0);
    at = walk.edges[edge] ?? at;
  }
  const state = new Uint32Array(walk.states.words);
  walk.states.read(at, state);
  const places = walk.region.places.flatMap((place, index) =>
    hasBit(state, index) && place.kind !== "end" && place.kind !== "armed" ? [index] : [],
  );
  walk.findings.push({ kind: "livelock", places, path });
}

function reachBack(walk: Walk, targets: readonly number[]): Uint8Array {
  const count = walk.states.size();
  const heads = new Int32Array(count).fill(-1);
  const links = new Int32Array(walk.edges.length);
  const sources = new Int32Array(walk.edges.length);
  for (let state = 0; state < count; state += 1) {
    for (let edge = walk.edgeStarts[state] ?? 0; edge < (walk.edgeStarts[state + 1] ?? 0); edge += 1) {
      const target = walk.edges[edge] ?? 0;
      sources[edge] = state;
      links[edge] = heads[target] ?? -1;
      heads[target] = edge;
    }
  }
  const reached = new Uint8Array(count);
  const open = [...targets];
  for (const target of targets) reached[target] = 1;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (let edge = heads[state] ?? -1; edge >= 0; edge = links[edge] ?? -1) {
      const source = sources[edge] ?? 0;
      if (reached[source] === 1) continue;
      reached[source] = 1;
      open.push(source);
    }
  }
  return reached;
}
