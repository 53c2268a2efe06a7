import type { Certificate } from "./check/certificate.ts";
import { checkCertificate } from "./check/check-certificate.ts";
import { certify } from "./leximin/certify.ts";
import { leximin, type LeximinProgress } from "./leximin/leximin.ts";
import { roundLottery } from "./lottery/round-lottery.ts";
import { seatPeople } from "./lottery/seat-people.ts";
import { simplest } from "./linear/simplest-fraction.ts";
import { makePool, type Pool } from "./pool/pool.ts";
import { type Relaxation, relaxQuotas } from "./pool/relax-quotas.ts";
import type { PanelRequest } from "./pool/request.ts";
import { SortitionRefusal } from "./refusal.ts";

export type FairestLottery = {
  /** The distinct probabilities, ascending. */
  readonly levels: readonly number[];
  /** Each candidate's, by id in ascending order. */
  readonly probability: ReadonlyMap<string, number>;
  /** Whom no panel that keeps to the quotas can take: their probability is 0. */
  readonly inNoPanel: readonly string[];
  /** Panels as sorted ids, one a ticket, in ascending order; each ticket has the same chance. */
  readonly tickets: readonly (readonly string[])[];
  /** How many tickets each candidate is on, by id. */
  readonly ticketsOf: ReadonlyMap<string, number>;
  /** The largest difference between a candidate's share of the tickets and their probability. */
  readonly largestDeviation: number;
  /** The proof that no lottery is fairer; `checkCertificate` has found it right. */
  readonly certificate: Certificate;
  /** No probability could be raised by more than this without lowering that of somebody who has no more. */
  readonly provenWithin: number;
};

export type FairestOutcome =
  | { readonly feasible: true; readonly lottery: FairestLottery }
  | { readonly feasible: false; readonly relaxation: Relaxation };

export type FairestProgress = LeximinProgress | { readonly doing: "rounding"; readonly panels: number; readonly reached: number };

export type FairestOptions = {
  /** How many tickets the lottery has; 1,000 unless given. */
  readonly tickets?: number;
  readonly onProgress?: (progress: FairestProgress) => void;
};

/** Enough that rounding costs nobody much more than a thousandth, and few enough to be drawn with three dice. */
export const TICKETS = 1_000;
const TICKETS_MAX = 100_000;
/** Levels this near are one. */
const SAME_LEVEL = 1e-9;

/**
 * The fairest lottery over all panels that keep to the quotas (LEXIMIN: nobody's probability can be raised without lowering that
 * of somebody who has no more), as tickets; or, where no panel keeps to them, the smallest relaxation of the quotas. The outcome
 * depends on who is in the pool and on the order of quotas, not on the order of candidates, and is the same in every engine.
 *
 * @throws SortitionRefusal for requests that make no sense
 */
export function fairestLottery(request: PanelRequest, options: FairestOptions = {}): FairestOutcome {
  const { tickets: wanted = TICKETS, onProgress = () => undefined } = options;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > TICKETS_MAX) {
    throw new SortitionRefusal("bad-tickets", `a lottery has 1 to ${TICKETS_MAX} tickets, not ${wanted}`);
  }
  const pool = makePool(request);
  const fairest = leximin(pool, onProgress);
  if (fairest === undefined) return { feasible: false, relaxation: relaxQuotas(pool) };
  const certificate = certify(pool, fairest);
  const verdict = checkCertificate(certificate);
  if (verdict.faults.length > 0) throw new Error(`the proof of the lottery is wrong: ${verdict.faults.join("; ")}`);
  const { levels, byGroup } = levelsOf(pool, fairest.stages);
  const compositions = roundLottery(pool, fairest.lottery, byGroup, wanted, (count) => {
    onProgress({ doing: "rounding", panels: count, reached: count / wanted });
  });
  const tickets = seatPeople(pool, compositions).toSorted(compareIds);
  const probability = byId(pool, (group) => byGroup[group]!);
  const ticketsOf = countTickets(probability, tickets);
  return {
    feasible: true,
    lottery: {
      levels,
      probability,
      inNoPanel: fairest.impossible.flatMap((group) => pool.groups[group]!.members).sort(),
      tickets,
      ticketsOf,
      largestDeviation: deviationOf(probability, ticketsOf, wanted),
      certificate,
      provenWithin: verdict.room,
    },
  };
}

/** Levels within rounding of each other are one, and within rounding of a simple fraction are that fraction. */
function levelsOf(pool: Pool, stages: readonly { readonly level: number; readonly settled: readonly number[] }[]) {
  const byGroup = new Float64Array(pool.groups.length);
  const levels: number[] = stages.length < 1 || hasUnsettled(pool, stages) ? [0] : [];
  for (const { level, settled } of stages.toSorted((a, b) => a.level - b.level)) {
    const last = levels.at(-1);
    if (last === undefined || level - last > SAME_LEVEL) levels.push(simplest(level));
    for (const group of settled) byGroup[group] = levels.at(-1)!;
  }
  return { levels, byGroup };
}

function hasUnsettled(pool: Pool, stages: readonly { readonly settled: readonly number[] }[]): boolean {
  return stages.reduce((sum, { settled }) => sum + settled.length, 0) < pool.groups.length;
}

function byId(pool: Pool, value: (group: number) => number): ReadonlyMap<string, number> {
  const entries = pool.groups.flatMap(({ members }, group) => members.map((id) => [id, value(group)] as const));
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countTickets(
  probability: ReadonlyMap<string, number>,
  tickets: readonly (readonly string[])[],
): ReadonlyMap<string, number> {
  const counts = new Map([...probability.keys()].map((id) => [id, 0]));
  for (const ids of tickets) for (const id of ids) counts.set(id, counts.get(id)! + 1);
  return counts;
}

function deviationOf(probability: ReadonlyMap<string, number>, ticketsOf: ReadonlyMap<string, number>, tickets: number): number {
  let largest = 0;
  for (const [id, wanted] of probability) largest = Math.max(largest, Math.abs(ticketsOf.get(id)! / tickets - wanted));
  return largest;
}

function compareIds(a: readonly string[], b: readonly string[]): number {
  for (const [index, id] of a.entries()) if (id !== b[index]) return id < b[index]! ? -1 : 1;
  return 0;
}
