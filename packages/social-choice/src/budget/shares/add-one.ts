import { costOf } from "../budget-election.ts";
import { startOf, type RunTie, runEqualShares } from "./run.ts";
import { type RunState, runStateOf } from "./run-state.ts";
import type { Slate } from "./slate.ts";

/** What Add1 settled on. */
export type AddOneResult = {
  readonly winners: readonly number[];
  /** Units by which each voter's start was raised for the outcome that was kept. */
  readonly raise: number;
  readonly ties: readonly RunTie[];
  /** Ties met in steps before the one kept: another order there might have stopped the count earlier. Each set once. */
  readonly earlierTies: readonly RunTie[];
  readonly stopped: "overspends" | "exhaustive" | "everything is funded";
  /** The first outcome that costs more than the budget, where that stopped it. */
  readonly overspending?: { readonly winners: readonly number[]; readonly raise: number; readonly ties: readonly RunTie[] };
};

/** How far ahead a run tries to prove that nothing changes, in steps; and how long trying is paused after it did not pay. */
const FIRST_REACH = 64;
const LEAST_REACH = 32;
const LONGEST_PAUSE = 64;

type Reach = { steps: number; misses: number; pause: number };

/**
 * The Add1 completion: Equal Shares again with one of the currency more for each voter, and one more, until the outcome costs more
 * than the budget (the one before is kept) or nothing more would fit (it is kept). An outcome is exhaustive if no project that
 * somebody approves still fits. Wieliczka's official count does not stop there but goes on until an outcome costs too much:
 * `stopWhenExhaustive` says which.
 *
 * Equal Shares is not monotone in the budget, so no step may be jumped over by guess. A run can prove, though, that the next steps
 * would make the same purchases ({@link runEqualShares}); those are not run.
 */
export function addOne(slate: Slate, stopWhenExhaustive: boolean, onStep?: (steps: number, spent: number) => void): AddOneResult {
  const state = runStateOf(slate);
  const { budget, unitsPerOne } = slate.election;
  const reach: Reach = { steps: FIRST_REACH, misses: 0, pause: 0 };
  const earlier = new Map<string, RunTie>();
  const earlierTies = () => [...earlier.values()];
  let kept: Omit<AddOneResult, "earlierTies" | "stopped"> | undefined;
  for (let raise = 0, runs = 1; ; runs += 1) {
    const ties = runWithReach(state, raise, reach);
    const winners = [...state.winners];
    const spent = costOf(slate.election, winners);
    onStep?.(runs, spent);
    if (kept !== undefined && spent > budget) {
      return { ...kept, earlierTies: earlierTies(), stopped: "overspends", overspending: { winners, raise, ties } };
    }
    for (const tie of kept?.ties ?? []) earlier.set(tie.tied.join(), tie);
    const same = Math.max(1, Math.ceil(state.certified / unitsPerOne));
    kept = { winners, raise: raise + (same - 1) * unitsPerOne, ties };
    if (winners.length === slate.buyable.length + slate.free.length) {
      return { ...kept, raise, earlierTies: earlierTies(), stopped: "everything is funded" };
    }
    if (stopWhenExhaustive && isExhaustive(slate, winners)) {
      return { ...kept, raise, earlierTies: earlierTies(), stopped: "exhaustive" };
    }
    raise += same * unitsPerOne;
  }
}

/** Whether no project that somebody approves still fits the budget. */
export function isExhaustive(slate: Slate, winners: readonly number[]): boolean {
  const left = slate.election.budget - costOf(slate.election, winners);
  const funded = new Set(winners);
  return slate.buyable.every((project) => funded.has(project) || slate.costs[project]! > left);
}

function runWithReach(state: RunState, raise: number, reach: Reach): readonly RunTie[] {
  const start = startOf(state.slate, raise);
  if (reach.pause > 0) {
    reach.pause -= 1;
    return runEqualShares(state, start, 0);
  }
  const { unitsPerOne } = state.slate.election;
  const ties = runEqualShares(state, start, reach.steps * unitsPerOne);
  const proven = state.certified / unitsPerOne;
  if (proven > 1) {
    reach.misses = 0;
    reach.steps = Math.max(LEAST_REACH, 3 * proven);
  } else {
    reach.misses += 1;
    reach.pause = Math.min(2 ** reach.misses, LONGEST_PAUSE);
    reach.steps = LEAST_REACH;
  }
  return ties;
}
