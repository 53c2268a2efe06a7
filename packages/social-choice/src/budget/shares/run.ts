import { compare, type Rational, rational, toNumber } from "../../exact/rational.ts";
import { errorBehind, evaluate, growthBehind } from "./evaluate.ts";
import { exactPrice, type ExactLedger, openLedger, payExactly } from "./exact-ledger.ts";
import { pay } from "./pay.ts";
import { beginRun, certifyUpTo, removeActive, type RunState, sortActive, UNIT_ROUNDOFF } from "./run-state.ts";
import type { Slate } from "./slate.ts";
import { type PriceMargin, proveMargin } from "./winner-margin.ts";

/** A tie met in a run, by project index, in the order of the tie rule: the first was bought. */
export type RunTie = { readonly round: number; readonly tied: readonly number[] };

/** Projects whose lower bound is within this of the best price seen are looked at before the best one's margin is proven. */
const LOOK_AHEAD = 1 + 2 ** -30;

/**
 * One run of the Method of Equal Shares with `start` for each voter: buys, as long as some project can be paid for by its
 * supporters, the one with the lowest price per utility (Peters, Pierczyński and Skowron 2021). Doubles decide only what is beyond
 * their proven error; the rest is decided by the exact ledger. The purchases are left in `state.winners`.
 *
 * With a `horizon`, `state.certified` tells afterwards up to which raise of the start the purchases are proven to be the same.
 * @param beforePurchase sees the state before each purchase.
 * @returns the ties met.
 */
export function runEqualShares(
  state: RunState,
  start: Rational,
  horizon: number,
  beforePurchase?: (project: number) => void,
): readonly RunTie[] {
  beginRun(state, start, toNumber(start), horizon);
  state.winners.push(...state.slate.free);
  const ties: RunTie[] = [];
  for (;;) {
    const best = lookAtProjects(state);
    if (best === undefined) return ties;
    const chosen = settleRound(state, best, ties);
    beforePurchase?.(chosen.project);
    pay(state, chosen.project, chosen.price, chosen.margin);
    state.winners.push(chosen.project);
    removeActive(state, new Set([chosen.project]));
    if (state.certified < state.slate.election.unitsPerOne) stopCertifying(state);
    sortActive(state);
  }
}

/** Looks at projects in ascending order of what they must cost at least, until none of the rest can be the best. */
function lookAtProjects(state: RunState): number | undefined {
  let best: number | undefined;
  let bestKey = Infinity;
  const gone = new Set<number>();
  for (let place = 0; place < state.activeCount; place += 1) {
    const project = state.active[place]!;
    if (state.bounds[project]! > bestKey * LOOK_AHEAD) break;
    if (!look(state, project)) {
      gone.add(project);
      continue;
    }
    const key = state.prices[project]! / state.slate.utilities[project]!;
    if (key < bestKey) [best, bestKey] = [project, key];
  }
  removeActive(state, gone);
  return best;
}

/** Brings a project's price and bounds up to date; false once its supporters cannot pay any more. */
function look(state: RunState, project: number): boolean {
  const affordable = evaluate(state, project);
  const seen = state.found[project]!;
  if (affordable === "unsure") {
    stopCertifying(state);
    const exact = exactPrice(ledgerOf(state), project);
    if (exact === undefined) return false;
    seen.price = toNumber(exact.price);
    seen.threshold = seen.price;
  } else if (affordable === "no") {
    certifyShortage(state, project);
    return false;
  }
  state.prices[project] = seen.price;
  boundPrice(state, project, affordable === "unsure" ? 0 : (seen.residual + state.maxError * seen.poorWeight) / seen.richWeight);
  return true;
}

/** The price is at least what was found less `error`, and with a raised start it falls no faster than the poor's money grows. */
function boundPrice(state: RunState, project: number, error: number): void {
  const utility = state.slate.utilities[project]!;
  const price = state.prices[project]!;
  state.bounds[project] = ((price - error) / utility) * (1 - 4 * UNIT_ROUNDOFF);
  if (state.horizon === 0) return;
  const seen = state.found[project]!;
  const slope = -growthBehind(state, project, seen.threshold) / seen.richWeight;
  state.boundSlopes[project] = (slope - 2 ** -30 * (1 + Math.abs(slope))) / utility;
}

/** A project that cannot be paid for now stays so until the start has risen by what is missing. */
function certifyShortage(state: RunState, project: number): void {
  if (state.horizon === 0) return;
  const growth = growthBehind(state, project, Infinity);
  const { surplus, doubt } = state.found[project]!;
  if (growth > 0) certifyUpTo(state, (-surplus - doubt) / growth);
}

type Chosen = { readonly project: number; readonly price: number; readonly margin: PriceMargin };

/** Which of those looked at is bought: the best, unless others may be as good, which the exact ledger decides. */
function settleRound(state: RunState, best: number, ties: RunTie[]): Chosen {
  const seen = state.found[best]!;
  const poorError = errorBehind(state, best, seen.threshold);
  const poorGrowth = state.horizon === 0 ? 0 : growthBehind(state, best, seen.threshold);
  const margin = seen.surplus > seen.doubt ? proveMargin(state, best, poorError, poorGrowth) : undefined;
  const utility = state.slate.utilities[best]!;
  if (margin !== undefined) {
    const most = ((seen.price + margin.error) / utility) * (1 + 4 * UNIT_ROUNDOFF);
    const rivals = rivalsBelow(state, best, most);
    if (rivals.length === 0) {
      certifyLead(state, best, most, margin.high / utility);
      return { project: best, price: seen.price, margin };
    }
    return settleExactly(state, [best, ...rivals], ties);
  }
  stopCertifying(state);
  const exact = exactPrice(ledgerOf(state), best);
  if (exact === undefined) throw new Error("a project judged affordable has no exact price");
  const most = (toNumber(exact.price) / utility) * (1 + 8 * UNIT_ROUNDOFF);
  return settleExactly(state, [best, ...rivalsBelow(state, best, most)], ties);
}

/** Projects whose price per utility may be `most` or less, looked at with each supporter's own error. */
function rivalsBelow(state: RunState, best: number, most: number): readonly number[] {
  const rivals: number[] = [];
  const gone = new Set<number>();
  for (let place = 0; place < state.activeCount; place += 1) {
    const project = state.active[place]!;
    if (project === best || state.bounds[project]! > most) continue;
    if (!look(state, project)) {
      gone.add(project);
      continue;
    }
    const seen = state.found[project]!;
    if (seen.surplus > seen.doubt) {
      boundPrice(state, project, (seen.residual + errorBehind(state, project, seen.threshold)) / seen.richWeight);
    }
    if (state.bounds[project]! <= most) rivals.push(project);
  }
  removeActive(state, gone);
  return rivals;
}

function settleExactly(state: RunState, candidates: readonly number[], ties: RunTie[]): Chosen {
  stopCertifying(state);
  const ledger = ledgerOf(state);
  let tied: number[] = [];
  let lowest: Rational | undefined;
  for (const project of candidates) {
    const exact = exactPrice(ledger, project);
    if (exact === undefined) continue;
    const utility = BigInt(state.slate.utilities[project]!);
    const key = { numerator: exact.price.numerator, denominator: exact.price.denominator * utility };
    const order = lowest === undefined ? -1 : compare(key, lowest);
    if (order > 0) continue;
    if (order < 0) tied = [];
    tied.push(project);
    lowest = key;
  }
  const { tieRanks } = state.slate;
  tied.sort((a, b) => tieRanks[a]! - tieRanks[b]!);
  const project = tied[0];
  if (project === undefined || lowest === undefined) throw new Error("a project judged affordable has no exact price");
  if (tied.length > 1) ties.push({ round: state.winners.length + 1, tied });
  const price = toNumber(lowest) * state.slate.utilities[project]!;
  return { project, price, margin: { error: price * 8 * UNIT_ROUNDOFF, low: 0, high: 0 } };
}

/** The ledger with everything bought so far paid, opened when it is first needed. */
export function ledgerOf(state: RunState): ExactLedger {
  state.ledger ??= openLedger(state.slate, state.start);
  for (; state.ledgerPaid < state.winners.length; state.ledgerPaid += 1) {
    const project = state.winners[state.ledgerPaid]!;
    if (state.slate.costs[project]! > 0) payExactly(state.ledger, project);
  }
  return state.ledger;
}

/** The best one's upper line stays below every other one's lower line for a while. */
function certifyLead(state: RunState, best: number, most: number, slope: number): void {
  if (state.horizon === 0) return;
  for (let place = 0; place < state.activeCount; place += 1) {
    const project = state.active[place]!;
    if (project === best) continue;
    const closing = slope - state.boundSlopes[project]!;
    if (closing > 0) certifyUpTo(state, (state.bounds[project]! - most) / closing);
  }
}

function stopCertifying(state: RunState): void {
  state.horizon = 0;
  state.certified = 0;
}

/** Exact start of each voter: the budget shared equally, plus `raise` units each. */
export function startOf({ election }: Slate, raise: number): Rational {
  const { budget, voters } = election;
  return rational(BigInt(budget) + BigInt(raise) * BigInt(voters), voters);
}
