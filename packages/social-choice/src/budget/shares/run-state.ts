import type { Rational } from "../../exact/rational.ts";
import type { ExactLedger } from "./exact-ledger.ts";
import type { Slate } from "./slate.ts";

/** Half the distance from 1 to the next double: the relative error of one operation. */
export const UNIT_ROUNDOFF = 2 ** -53;

/** Prices remembered from run to run; 2 MB. */
const HINTS_MAX = 2 ** 18;

/**
 * One run of Equal Shares in doubles with proven error bounds. The arrays are reused from run to run (a completion makes thousands
 * of them).
 *
 * For a start raised by δ in [0, horizon], what each voter of group g has left at this moment is between
 * `balance[g] - error[g] + low[g]·δ` and `balance[g] + error[g] + high[g]·δ`, as long as the purchases are the same for δ as for 0.
 * With a horizon of 0 the slopes are not kept.
 */
export type RunState = {
  readonly slate: Slate;
  start: Rational;
  readonly balance: Float64Array;
  readonly error: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Largest entry that `error` has had. */
  maxError: number;
  /** Groups behind each project that may have something left: `lists[supporterStarts[c] … + lengths[c])`. */
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
  /** Price of each project when it was last looked at; never above its price now. */
  readonly prices: Float64Array;
  /** Price of each project in each of the first rounds of the run before, round by round: only a place to begin. */
  readonly hints: Float64Array;
  /** For all δ, each project's price per utility is at least `bounds[c] + boundSlopes[c]·δ`, now and later. */
  readonly bounds: Float64Array;
  readonly boundSlopes: Float64Array;
  /** Projects still to be bought, in ascending order of `bounds`. */
  readonly active: Int32Array;
  activeCount: number;
  readonly winners: number[];
  horizon: number;
  /** The purchases up to now are the same for all δ in [0, certified). */
  certified: number;
  ledger: ExactLedger | undefined;
  /** How many of `winners` the ledger has paid. */
  ledgerPaid: number;
  /** What was found of each project when it was last looked at. */
  readonly found: readonly Evaluation[];
};

/** What {@link evaluate} found of a project. */
export type Evaluation = {
  price: number;
  /** Supporters with less than this were counted as poor; the price, but for rounding. */
  threshold: number;
  /** Supporters who have less than the price: their number, and what they have. */
  poorWeight: number;
  poorMoney: number;
  /** Supporters who can pay it. */
  richWeight: number;
  richMoney: number;
  /** The most that one of the first has, the least that one of the second has. */
  richestPoor: number;
  poorestRich: number;
  /** The payments differ from the cost by at most this, rounding only. */
  residual: number;
  /** Money behind the project above its cost; and the error within which that is known. */
  surplus: number;
  doubt: number;
};

export function runStateOf(slate: Slate): RunState {
  const projects = slate.costs.length;
  return {
    slate,
    start: { numerator: 0n, denominator: 1n },
    balance: new Float64Array(slate.groups),
    error: new Float64Array(slate.groups),
    low: new Float64Array(slate.groups),
    high: new Float64Array(slate.groups),
    maxError: 0,
    lists: new Int32Array(slate.election.supporters.length),
    lengths: new Int32Array(projects),
    prices: new Float64Array(projects),
    hints: new Float64Array(Math.min(projects * projects, HINTS_MAX)),
    bounds: new Float64Array(projects),
    boundSlopes: new Float64Array(projects),
    active: new Int32Array(slate.buyable.length),
    activeCount: 0,
    winners: [],
    horizon: 0,
    certified: 0,
    ledger: undefined,
    ledgerPaid: 0,
    found: Array.from({ length: projects }, nothingFound),
  };
}

function nothingFound(): Evaluation {
  const nothing = { price: 0, threshold: 0, poorWeight: 0, poorMoney: 0, richWeight: 0, richMoney: 0 };
  return { ...nothing, richestPoor: 0, poorestRich: 0, residual: 0, surplus: 0, doubt: 0 };
}

/** Everybody has `balance`, within `error`; nothing is bought. */
export function beginRun(state: RunState, start: Rational, balance: number, horizon: number): void {
  const { slate } = state;
  const error = balance * 4 * UNIT_ROUNDOFF;
  state.start = start;
  state.balance.fill(balance);
  state.error.fill(error);
  state.maxError = error;
  if (horizon > 0) {
    state.low.fill(1);
    state.high.fill(1);
  }
  state.horizon = horizon;
  state.certified = horizon > 0 ? horizon : 0;
  state.lists.set(slate.election.supporters);
  state.winners.length = 0;
  state.ledger = undefined;
  state.ledgerPaid = 0;
  state.activeCount = 0;
  const { votes } = slate.election;
  for (const project of slate.buyable) {
    const cost = slate.costs[project]!;
    const behind = votes[project]! * (balance + error);
    if (behind < cost * (1 - 4 * UNIT_ROUNDOFF)) {
      // Out of reach even before anything is bought, until the start has risen by what is missing for each supporter.
      certifyUpTo(state, (cost - behind) / votes[project]!);
      continue;
    }
    state.active[state.activeCount] = project;
    state.activeCount += 1;
    beginProject(state, project, cost / votes[project]!);
  }
  sortActive(state);
}

function beginProject(state: RunState, project: number, price: number): void {
  const { supporterStarts } = state.slate.election;
  state.lengths[project] = supporterStarts[project + 1]! - supporterStarts[project]!;
  state.prices[project] = price;
  // Nobody can do better than everybody sharing equally, at any budget.
  state.bounds[project] = (price / state.slate.utilities[project]!) * (1 - 4 * UNIT_ROUNDOFF);
  state.boundSlopes[project] = 0;
}

/** Whatever is proven is proven only below this raise; a little is taken off for the rounding of the raise itself. */
export function certifyUpTo(state: RunState, raise: number): void {
  state.certified = Math.min(state.certified, raise * (1 - 2 ** -20));
}

/** Insertion sort: from round to round few bounds move. */
export function sortActive({ active, activeCount, bounds }: RunState): void {
  for (let place = 1; place < activeCount; place += 1) {
    const project = active[place]!;
    const bound = bounds[project]!;
    let to = place - 1;
    while (to >= 0 && bounds[active[to]!]! > bound) {
      active[to + 1] = active[to]!;
      to -= 1;
    }
    active[to + 1] = project;
  }
}

/** Takes the marked projects out of the active ones. */
export function removeActive(state: RunState, gone: ReadonlySet<number>): void {
  if (gone.size === 0) return;
  let kept = 0;
  for (let place = 0; place < state.activeCount; place += 1) {
    const project = state.active[place]!;
    if (gone.has(project)) continue;
    state.active[kept] = project;
    kept += 1;
  }
  state.activeCount = kept;
}
