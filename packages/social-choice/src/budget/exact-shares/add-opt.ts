import { add, type Rational, rational, toNumber } from "../../exact/rational.ts";
import { costOf } from "../budget-election.ts";
import { isExhaustive } from "../shares/add-one.ts";
import { type RunTie, startOf } from "../shares/run.ts";
import type { Slate } from "../shares/slate.ts";
import { beginWatch, type ChangeWatch, watchOf, watchRound } from "./next-change.ts";
import { type ExactSharesState, exactSharesStateOf, runExactShares } from "./run.ts";
import { purchasesHold, type Span, spanOf } from "./span.ts";

/** One outcome on the way up, with the lowest start at which it was seen. */
export type AddOptStep = { readonly start: Rational; readonly winners: readonly number[]; readonly ties: readonly RunTie[] };

export type AddOptResult = {
  readonly kept: AddOptStep;
  readonly overspending?: AddOptStep;
  /** How many times the start was raised to a change. */
  readonly steps: number;
  readonly stopped: "overspends" | "exhaustive" | "everything is funded";
};

/** Changes are looked for within so many times the last raise before looking further. */
const REACH_GROWTH = 16;
/** A span no longer than this many of the last raises is left to the search for the next change. */
const SPAN_LEAST = 8;

/**
 * The start rises to each next budget at which the run changes. Most changes are one more voter who shares a cost and leave the
 * purchases as they are; so first whole spans of budgets are tried, over which the purchases provably hold, and only where that
 * fails does the search go from change to change.
 */
export function addOpt(slate: Slate, onStep?: (steps: number, spent: number) => void): AddOptResult {
  const state = exactSharesStateOf(slate);
  const search: Search = { watch: watchOf(state), reach: Infinity, span: spanOf(slate), lastRaise: 0, spanLength: 0 };
  let start = startOf(slate, 0);
  let kept: AddOptStep | undefined;
  for (let steps = 0; ; steps += 1) {
    const found = runToChange(state, start, search);
    const step: AddOptStep = { start, ...found };
    const spent = costOf(slate.election, step.winners);
    onStep?.(steps + 1, spent);
    if (kept !== undefined && spent > slate.election.budget) {
      return { kept, overspending: step, steps, stopped: "overspends" };
    }
    kept = step;
    if (isExhaustive(slate, step.winners)) return { kept, steps, stopped: "exhaustive" };
    const { next } = search.watch;
    if (next === undefined) return { kept, steps, stopped: "everything is funded" };
    search.lastRaise = toNumber(next) - state.startApproximate + 2 ** -40 * state.startApproximate;
    search.reach = REACH_GROWTH * search.lastRaise;
    start = riseWhilePurchasesHold(next, step.winners, search);
  }
}

type Search = {
  readonly watch: ChangeWatch;
  /** How far the next change is looked for. */
  reach: number;
  readonly span: Span;
  lastRaise: number;
  spanLength: number;
};

function runToChange(state: ExactSharesState, start: Rational, search: Search) {
  for (;;) {
    beginWatch(search.watch, search.reach);
    const ties = runExactShares(state, start, (seen) => watchRound(search.watch, seen));
    if (search.watch.next !== undefined || search.reach === Infinity) return { ties, winners: [...state.winners] };
    const further = search.reach * REACH_GROWTH;
    search.reach = further > state.startApproximate ? Infinity : further;
  }
}

/** The end of the longest run of spans from `start` over which the purchases are proven to be `winners`; `start` if of none. */
function riseWhilePurchasesHold(start: Rational, winners: readonly number[], search: Search): Rational {
  const least = SPAN_LEAST * search.lastRaise;
  let length = Math.max(search.spanLength, 4 * least);
  let reached = start;
  while (length > least) {
    if (purchasesHold(search.span, winners, toNumber(reached), length)) {
      reached = add(reached, exactly(length));
      length *= 2;
    } else length /= 4;
    search.spanLength = length;
  }
  return reached;
}

/** A length as a fraction below it, in small binary parts. */
function exactly(length: number): Rational {
  const parts = 2 ** Math.max(0, 20 - Math.floor(Math.log2(length)));
  return rational(Math.floor(length * parts), parts);
}
