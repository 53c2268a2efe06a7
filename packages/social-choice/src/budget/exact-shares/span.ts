import type { Slate } from "../shares/slate.ts";

const UNIT_ROUNDOFF = 2 ** -53;

/** Room to prove that Exact Equal Shares makes the same purchases for all starts of a span. */
export type Span = {
  readonly slate: Slate;
  /** For every start of the span, each voter of a group has paid at least `least` and at most `most`. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
  /** Payers each project can have at most, for any start of the span, now and later. */
  readonly payers: Float64Array;
};

export function spanOf(slate: Slate): Span {
  return {
    slate,
    least: new Float64Array(slate.groups),
    most: new Float64Array(slate.groups),
    lists: new Int32Array(slate.election.supporters.length),
    lengths: new Int32Array(slate.costs.length),
    payers: new Float64Array(slate.costs.length),
  };
}

/**
 * Whether the purchases are `winners`, in this order, for every start from `start` to `start + length`. The number of payers of a
 * project grows with what its supporters have; so with bounds on that it is bounded too, and a project surely wins a round if even
 * at worst it has more payers than any other at best. False means only that it could not be proven.
 */
export function purchasesHold(span: Span, winners: readonly number[], start: number, length: number): boolean {
  const { slate } = span;
  beginSpan(span);
  const left = new Set(slate.buyable);
  const range: Range = { low: start, high: start + length, error: (winners.length + 4) * 8 * UNIT_ROUNDOFF * (start + length) };
  for (const winner of winners) {
    if (!left.delete(winner)) continue;
    const most = mostPayers(span, winner, range);
    const least = leastPayers(span, winner, range, most);
    if (least === 0) return false;
    for (const rival of left) {
      if (!mayBeat(slate, rival, span.payers[rival]!, winner, least)) continue;
      if (mayBeat(slate, rival, mostPayers(span, rival, range), winner, least)) return false;
      if (span.payers[rival] === 0) left.delete(rival);
    }
    payWithin(span, winner, range, least, most);
  }
  return [...left].every((project) => mostPayers(span, project, range) === 0);
}

type Range = { readonly low: number; readonly high: number; readonly error: number };

function beginSpan({ slate, least, most, lists, lengths, payers }: Span): void {
  const { supporters, supporterStarts, votes } = slate.election;
  least.fill(0);
  most.fill(0);
  lists.set(supporters);
  for (const project of slate.buyable) {
    lengths[project] = supporterStarts[project + 1]! - supporterStarts[project]!;
    payers[project] = votes[project]!;
  }
}

/** Whether a rival with at most `payers` may be bought instead of a winner with at least `least`. */
function mayBeat(slate: Slate, rival: number, payers: number, winner: number, least: number): boolean {
  const { costs, utilities, tieRanks } = slate;
  const winsTie = tieRanks[rival]! < tieRanks[winner]!;
  if (utilities === costs) return payers > least || (payers === least && winsTie);
  // Payers per cost: doubtful cases count as beating.
  return payers * costs[winner]! * (1 + 4 * UNIT_ROUNDOFF) >= least * costs[rival]!;
}

/** Everybody as rich as may be: as in a run, t goes down until t supporters can pay cost / t. */
function mostPayers(span: Span, project: number, range: Range): number {
  const { least, lists, lengths } = span;
  const { weights, supporterStarts } = span.slate.election;
  const first = supporterStarts[project]!;
  const cost = span.slate.costs[project]!;
  for (let payers = span.payers[project]!; payers > 0;) {
    const paidAtMost = range.high - cost / payers + range.error;
    const end = first + lengths[project]!;
    let [able, kept] = [0, first];
    for (let at = first; at < end; at += 1) {
      const group = lists[at]!;
      if (least[group]! > paidAtMost) continue;
      able += weights[group]!;
      lists[kept] = group;
      kept += 1;
    }
    lengths[project] = kept - first;
    span.payers[project] = able;
    if (able >= payers) break;
    payers = able;
  }
  return span.payers[project]!;
}

/** Everybody as poor as may be. */
function leastPayers(span: Span, project: number, range: Range, most: number): number {
  const { lists, lengths } = span;
  const { weights, supporterStarts } = span.slate.election;
  const first = supporterStarts[project]!;
  const end = first + lengths[project]!;
  const cost = span.slate.costs[project]!;
  for (let payers = most; payers > 0;) {
    const paidAtMost = range.low - cost / payers - range.error;
    let able = 0;
    for (let at = first; at < end; at += 1) {
      const group = lists[at]!;
      if (span.most[group]! <= paidAtMost) able += weights[group]!;
    }
    if (able >= payers) return payers;
    payers = able;
  }
  return 0;
}

/** Who can surely pay the highest share pays between the lowest and the highest; who can only perhaps pay, at most the highest. */
function payWithin(span: Span, project: number, range: Range, atLeast: number, atMost: number): void {
  const { least, most, lists, lengths } = span;
  const first = span.slate.election.supporterStarts[project]!;
  const cost = span.slate.costs[project]!;
  const [highest, lowest] = [cost / atLeast, cost / atMost];
  for (let at = first; at < first + lengths[project]!; at += 1) {
    const group = lists[at]!;
    if (most[group]! <= range.low - highest - range.error) least[group] = least[group]! + lowest;
    most[group] = most[group]! + highest;
  }
}
