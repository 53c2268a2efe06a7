import { add, compare, type Rational, rational, toNumber } from "../../exact/rational.ts";
import { paidBy } from "./receipts.ts";
import { balanceError, type ExactSharesState, type RoundSeen } from "./run.ts";

/**
 * Watches a run of Exact Equal Shares for the smallest raise of the start that would change it: add-opt (Kraiczy, Robinson and
 * Elkind 2025). Payments do not depend on the start, so until something changes every balance rises by the raise itself. In each
 * round a project p overtakes the one bought once some t of its supporters, t enough to beat it, can each pay cost / t: that is
 * when the t-th richest of them has risen to that share. The smallest such raise over all rounds and projects is the next change.
 */
export type ChangeWatch = {
  readonly state: ExactSharesState;
  /** Only raises up to this are looked for; it falls to the smallest one found. */
  reach: number;
  /** The start at which the run changes first, and its double. */
  next: Rational | undefined;
  /** Projects not bought yet. */
  readonly left: Set<number>;
  /** Most payers each project could have with the start raised by `reach`; never fewer in later rounds. */
  readonly payers: Float64Array;
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
};

export function watchOf(state: ExactSharesState): ChangeWatch {
  return {
    state,
    reach: 0,
    next: undefined,
    left: new Set(),
    payers: new Float64Array(state.payers.length),
    lists: new Int32Array(state.lists.length),
    lengths: new Int32Array(state.lengths.length),
  };
}

/** To be called before a run. */
export function beginWatch(watch: ChangeWatch, reach: number): void {
  const { slate } = watch.state;
  const { supporters, supporterStarts, votes } = slate.election;
  watch.reach = reach;
  watch.next = undefined;
  watch.left.clear();
  watch.lists.set(supporters);
  for (const project of slate.buyable) {
    watch.left.add(project);
    watch.lengths[project] = supporterStarts[project + 1]! - supporterStarts[project]!;
    watch.payers[project] = votes[project]!;
  }
}

/** To be called before each purchase of the run, and at its end. */
export function watchRound(watch: ChangeWatch, seen: RoundSeen | undefined): void {
  for (const project of watch.left) {
    const needed = payersToChange(watch, project, seen);
    if (watch.payers[project]! < needed) continue;
    countReachable(watch, project);
    if (watch.payers[project]! >= needed) findRaise(watch, project, needed);
  }
  if (seen !== undefined) watch.left.delete(seen.project);
}

/** How many payers make a difference: one more than it has for the project bought; enough to be bought instead for another. */
function payersToChange(watch: ChangeWatch, project: number, seen: RoundSeen | undefined): number {
  if (seen === undefined) return 1;
  if (seen.project === project) return seen.payers + 1;
  const { costs, utilities, tieRanks } = watch.state.slate;
  const winsTie = tieRanks[project]! < tieRanks[seen.project]!;
  if (utilities === costs) return seen.payers + (winsTie ? 0 : 1);
  const product = BigInt(seen.payers) * BigInt(costs[project]!);
  const whole = Number(product / BigInt(costs[seen.project]!));
  return winsTie && product % BigInt(costs[seen.project]!) === 0n ? whole : whole + 1;
}

/** As the count of payers in a run, with every balance raised by `reach` and every doubt resolved in favour. */
function countReachable(watch: ChangeWatch, project: number): void {
  const { state, lists, lengths } = watch;
  const { balance } = state;
  const { weights, supporterStarts } = state.slate.election;
  const cost = state.slate.costs[project]!;
  const first = supporterStarts[project]!;
  for (let payers = watch.payers[project]!; payers > 0;) {
    const least = cost / payers - watch.reach - errorOfRaise(watch, cost / payers);
    let [able, kept] = [0, first];
    for (let at = first; at < first + lengths[project]!; at += 1) {
      const group = lists[at]!;
      if (balance[group]! < least) continue;
      able += weights[group]!;
      lists[kept] = group;
      kept += 1;
    }
    lengths[project] = kept - first;
    watch.payers[project] = able;
    if (able >= payers) return;
    payers = able;
  }
}

/** Error of a raise computed in doubles from a share and a balance. */
function errorOfRaise(watch: ChangeWatch, share: number): number {
  return 2 * balanceError(watch.state) + 2 ** -50 * share;
}

/** The smallest raise with which `needed` or more supporters can share the cost; exact among those that doubles cannot tell apart. */
function findRaise(watch: ChangeWatch, project: number, needed: number): void {
  const { state } = watch;
  const { balance } = state;
  const { weights, supporterStarts } = state.slate.election;
  const cost = state.slate.costs[project]!;
  const first = supporterStarts[project]!;
  const groups = watch.lists.slice(first, first + watch.lengths[project]!).sort((a, b) => balance[b]! - balance[a]!);
  let payers = 0;
  for (const group of groups) {
    payers += weights[group]!;
    if (payers < needed) continue;
    const share = cost / payers;
    const raise = share - balance[group]!;
    const error = errorOfRaise(watch, share);
    if (raise > watch.reach + error) continue;
    // The payers up to here all have what this one has, or more; so this is the start from which they can.
    const start = add(paidBy(state.receipts, group), rational(cost, payers));
    if (compare(start, state.start) <= 0 || (watch.next !== undefined && compare(start, watch.next) >= 0)) continue;
    watch.next = start;
    watch.reach = Math.min(watch.reach, toNumber(start) - state.startApproximate + error);
  }
}
