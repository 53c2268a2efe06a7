import { type Rational, toNumber } from "../../exact/rational.ts";
import type { RunTie } from "../shares/run.ts";
import type { Slate } from "../shares/slate.ts";
import { beginReceipts, canPay, type Receipts, receiptsOf, writeReceipt } from "./receipts.ts";

const UNIT_ROUNDOFF = 2 ** -53;

/** One run of Exact Equal Shares. Balances are doubles within {@link balanceError}; what they cannot tell the receipts do. */
export type ExactSharesState = {
  readonly slate: Slate;
  start: Rational;
  startApproximate: number;
  readonly balance: Float64Array;
  readonly receipts: Receipts;
  /** Groups behind each project that may still pay an equal share: they only become fewer. */
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
  /** Most voters who can share the cost of each project equally, when last counted; never fewer than now. */
  readonly payers: Float64Array;
  readonly winners: number[];
  /** Projects that may still be bought, the most deserving by `payers` first. */
  readonly active: Int32Array;
  activeCount: number;
};

export function exactSharesStateOf(slate: Slate): ExactSharesState {
  return {
    slate,
    start: { numerator: 0n, denominator: 1n },
    startApproximate: 0,
    balance: new Float64Array(slate.groups),
    receipts: receiptsOf(slate),
    lists: new Int32Array(slate.election.supporters.length),
    lengths: new Int32Array(slate.costs.length),
    payers: new Float64Array(slate.costs.length),
    winners: [],
    active: new Int32Array(slate.buyable.length),
    activeCount: 0,
  };
}

/** The project of a round, before it is bought. */
export type RoundSeen = { readonly project: number; readonly payers: number };

/**
 * Exact Equal Shares (Kraiczy, Robinson and Elkind 2025, algorithm 1): buys the project with the most utility per money, where a
 * project's cost is shared equally by the largest set of its supporters who can all pay that share. With cost utility that is the
 * project with the most payers.
 * @param beforePurchase sees the state before each purchase, and once more, without a project, at the end.
 */
export function runExactShares(
  state: ExactSharesState,
  start: Rational,
  beforePurchase?: (seen: RoundSeen | undefined) => void,
): readonly RunTie[] {
  begin(state, start);
  const ties: RunTie[] = [];
  for (;;) {
    const best = bestProjects(state);
    const project = best[0];
    if (project === undefined) {
      beforePurchase?.(undefined);
      return ties;
    }
    const payers = state.payers[project]!;
    if (best.length > 1) ties.push({ round: state.winners.length + 1, tied: best });
    beforePurchase?.({ project, payers });
    payEqually(state, project, payers);
    state.winners.push(project);
    removeActive(state, project);
  }
}

function begin(state: ExactSharesState, start: Rational): void {
  const { slate } = state;
  const { supporters, supporterStarts, votes } = slate.election;
  state.start = start;
  state.startApproximate = toNumber(start);
  state.balance.fill(state.startApproximate);
  beginReceipts(state.receipts);
  state.lists.set(supporters);
  state.winners.length = 0;
  state.winners.push(...slate.free);
  state.active.set(slate.buyable);
  state.activeCount = slate.buyable.length;
  for (const project of slate.buyable) {
    state.lengths[project] = supporterStarts[project + 1]! - supporterStarts[project]!;
    state.payers[project] = votes[project]!;
  }
}

/** Every balance is within this of the exact one: one rounding of each share paid and one of each subtraction. */
export function balanceError(state: ExactSharesState): number {
  return (state.winners.length + 2) * 4 * UNIT_ROUNDOFF * state.startApproximate;
}

/** The best projects, equal ones in the order of the tie rule. */
function bestProjects(state: ExactSharesState): readonly number[] {
  sortActive(state);
  const { tieRanks } = state.slate;
  let best: number[] = [];
  let kept = 0;
  for (let place = 0; place < state.activeCount; place += 1) {
    const project = state.active[place]!;
    const leader = best[0];
    // Bounds only fall, and they are in order: from here on none can equal the leader.
    const looked = leader === undefined || compareMerit(state, project, leader) >= 0;
    if (looked) countPayers(state, project);
    if (state.payers[project] === 0) continue;
    state.active[kept] = project;
    kept += 1;
    if (!looked) continue;
    const sign = leader === undefined ? 1 : compareMerit(state, project, leader);
    if (sign > 0) best = [project];
    else if (sign === 0) best.push(project);
  }
  state.activeCount = kept;
  return best.sort((a, b) => tieRanks[a]! - tieRanks[b]!);
}

/** Insertion sort, best first: from round to round few bounds move. */
function sortActive(state: ExactSharesState): void {
  const { active, activeCount } = state;
  for (let place = 1; place < activeCount; place += 1) {
    const project = active[place]!;
    let to = place - 1;
    while (to >= 0 && compareMerit(state, active[to]!, project) < 0) {
      active[to + 1] = active[to]!;
      to -= 1;
    }
    active[to + 1] = project;
  }
}

function removeActive(state: ExactSharesState, project: number): void {
  const place = state.active.indexOf(project);
  state.active.copyWithin(place, place + 1, state.activeCount);
  state.activeCount -= 1;
}

/** Utility per money, payers · utility / cost, as a sign. */
function compareMerit(state: ExactSharesState, a: number, b: number): number {
  const { costs, utilities } = state.slate;
  if (utilities === costs) return state.payers[a]! - state.payers[b]!;
  const [left, right] = [state.payers[a]! * costs[b]!, state.payers[b]! * costs[a]!];
  if (Math.abs(left - right) > (left + right) * 4 * UNIT_ROUNDOFF) return left - right;
  return Number(BigInt(state.payers[a]!) * BigInt(costs[b]!) - BigInt(state.payers[b]!) * BigInt(costs[a]!));
}

/**
 * The most voters t of whom each can pay cost / t. If only c can pay cost / t, any more than c cannot pay the higher share of
 * fewer than t either; so t goes down to c until it stays. Who cannot pay then never will, as t only falls.
 */
export function countPayers(state: ExactSharesState, project: number): void {
  const { balance, lists } = state;
  const { weights, supporterStarts } = state.slate.election;
  const cost = state.slate.costs[project]!;
  const first = supporterStarts[project]!;
  for (let payers = state.payers[project]!; ;) {
    const share = cost / payers;
    const error = balanceError(state) + 4 * UNIT_ROUNDOFF * share;
    const [surely, hardly] = [share + error, share - error];
    const end = first + state.lengths[project]!;
    let [able, kept] = [0, first];
    for (let at = first; at < end; at += 1) {
      const group = lists[at]!;
      const left = balance[group]!;
      // Doubles decide beyond their error; a balance just at the share is compared exactly.
      if (left < surely && (left < hardly || !canPay(state.receipts, group, state.start, cost, payers))) continue;
      able += weights[group]!;
      lists[kept] = group;
      kept += 1;
    }
    state.lengths[project] = kept - first;
    if (able >= payers || able === 0) {
      state.payers[project] = able;
      return;
    }
    payers = able;
  }
}

function payEqually(state: ExactSharesState, project: number, payers: number): void {
  const { balance, lists } = state;
  const first = state.slate.election.supporterStarts[project]!;
  const end = first + state.lengths[project]!;
  const share = state.slate.costs[project]! / payers;
  for (let at = first; at < end; at += 1) {
    const group = lists[at]!;
    balance[group] = balance[group]! - share;
  }
  writeReceipt(state.receipts, lists.subarray(first, end), state.slate.costs[project]!, payers);
}
