import { type RunState, UNIT_ROUNDOFF } from "./run-state.ts";
import type { PriceMargin } from "./winner-margin.ts";

/** The supporters of a project pay its price, or all they have. */
export function pay(state: RunState, project: number, price: number, margin: PriceMargin): void {
  const { balance, error, lists, horizon } = state;
  const first = state.slate.election.supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  const leastPrice = price - margin.error;
  for (let at = first; at < end; at += 1) {
    const group = lists[at]!;
    const left = balance[group]!;
    const most = left + error[group]!;
    const emptied =
      most <= leastPrice && (horizon === 0 || most + state.high[group]! * horizon <= leastPrice + margin.low * horizon);
    if (emptied) {
      balance[group] = 0;
      error[group] = 0;
      if (horizon > 0) {
        state.low[group] = 0;
        state.high[group] = 0;
      }
      continue;
    }
    if (horizon > 0) paySlopes(state, group, left - price, margin);
    balance[group] = left > price ? left - price : 0;
    const now = error[group]! + margin.error + 2 * UNIT_ROUNDOFF * left;
    error[group] = now;
    if (now > state.maxError) state.maxError = now;
  }
}

/**
 * What is left over the horizon is max(0, x(δ)) with x within the difference of two cones. Below, that of x holds as it is. Above,
 * the maximum of zero and a line is convex: it stays under the chord between its values at both ends.
 */
function paySlopes(state: RunState, group: number, rest: number, margin: PriceMargin): void {
  const { low, high, horizon } = state;
  const fastest = high[group]! - margin.low;
  const slowest = low[group]! - margin.high;
  if (rest >= 0) {
    low[group] = slowest;
    high[group] = rest + fastest * horizon >= 0 ? fastest : -rest / horizon;
  } else {
    low[group] = 0;
    high[group] = Math.max(0, (rest + fastest * horizon) / horizon);
  }
}
