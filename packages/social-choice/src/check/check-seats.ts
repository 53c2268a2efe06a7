import type { SeatRound } from "../methods/ballot-rounds.ts";
import type { Tie } from "../ties/tie-rule.ts";
import { type Fraction, fraction, minus, order, plus, readFraction, times } from "./fraction.ts";
import type { Sheet } from "./preferences.ts";
import { textOf } from "./statement.ts";

const ZERO = fraction(0n);
/** So many of the others are named for each seat. */
const NAMED = 3;

/** Where a committee rule stands: what each sheet has in it, owes or has left. */
type Standing = { readonly seats: number; readonly taken: number[]; readonly carried: Fraction[]; completing: boolean };

/**
 * Follows a committee seat by seat: the value stated for each seat is that of its candidate, and nobody left was worth more but for
 * ties that are reported. `carried` is, sheet by sheet, the number of members approved (seq-pav), the load (seq-phragmen), or the
 * money left (equal-shares), which when it runs out becomes a negative load.
 */
export function checkSeats(
  method: string,
  names: readonly string[],
  sheets: readonly Sheet[],
  seats: number,
  rounds: readonly SeatRound[],
  ties: readonly Tie[],
  faults: string[],
): readonly string[] {
  const voters = sheets.reduce((sum, sheet) => sum + sheet.voters, 0n);
  const start = method === "equal-shares" ? fraction(BigInt(seats), voters) : ZERO;
  const standing: Standing = { seats, taken: [], carried: sheets.map(() => start), completing: false };
  for (const [place, round] of rounds.entries()) {
    const where = `seat ${place + 1} (${round.candidate})`;
    const chosen = names.indexOf(round.candidate);
    const values = worthOfAll(method, names.length, sheets, standing);
    const stated = readFraction(round.value);
    const value = values.get(chosen);
    if (round.seat !== place + 1 || stated === undefined || value === undefined || order(stated, value) !== 0) {
      faults.push(`${where}: the value stated is not the candidate's`);
      return standing.taken.map((index) => names[index]!);
    }
    const sign = method === "seq-pav" || method === "approval" ? 1 : -1;
    if (round.by !== whatCounts(method, sheets, standing, chosen)) faults.push(`${where}: it does not go by ${round.by}`);
    const others = [...values].filter(([other]) => other !== chosen && isOffered(method, sheets, other, chosen));
    if (!areNext(round.nextBest, names, others, sign)) faults.push(`${where}: the next best are others`);
    const tied = new Set(ties.filter((tie) => tie.round === round.seat).flatMap((tie) => tie.tied));
    for (const [other, worth] of values) {
      if (other === chosen || !isOffered(method, sheets, other, chosen)) continue;
      const difference = sign * order(worth, value);
      if (difference > 0) faults.push(`${where}: ${names[other]} was worth more`);
      if (difference === 0 && !tied.has(names[other]!)) faults.push(`${where}: a tie with ${names[other]} is not reported`);
    }
    settle(method, sheets, standing, chosen, value);
    standing.taken.push(chosen);
  }
  return standing.taken.map((index) => names[index]!);
}

/** Loads are of those whom somebody approves, as long as there is one; the others are equals after them. */
function isOffered(method: string, sheets: readonly Sheet[], other: number, chosen: number): boolean {
  return method === "seq-pav" || supporters(sheets, other) > 0n || supporters(sheets, chosen) === 0n;
}

function whatCounts(method: string, sheets: readonly Sheet[], standing: Standing, chosen: number): SeatRound["by"] {
  if (method === "seq-pav") return "marginal score";
  if (method === "equal-shares" && !standing.completing) return "price";
  return supporters(sheets, chosen) > 0n ? "load" : "approvals";
}

/** The next best are the three best of the others with their values, equal ones in any order. */
function areNext(
  stated: SeatRound["nextBest"],
  names: readonly string[],
  others: readonly (readonly [number, Fraction])[],
  sign: number,
): boolean {
  const best = others.map(([, value]) => value).sort((a, b) => -sign * order(a, b));
  const known = new Map(others.map(([candidate, value]) => [names[candidate]!, value]));
  return (
    stated.length === Math.min(NAMED, others.length) &&
    new Set(stated.map(({ candidate }) => candidate)).size === stated.length &&
    stated.every(({ candidate, value }, index) => {
      const own = known.get(candidate);
      return own !== undefined && value === textOf(own) && order(own, best[index]!) === 0;
    })
  );
}

function supporters(sheets: readonly Sheet[], candidate: number): bigint {
  return sheets.reduce((sum, { approved, voters }) => sum + (approved.has(candidate) ? voters : 0n), 0n);
}

function worthOfAll(method: string, count: number, sheets: readonly Sheet[], standing: Standing): ReadonlyMap<number, Fraction> {
  const left = Array.from({ length: count }, (_, index) => index).filter((index) => !standing.taken.includes(index));
  if (method === "equal-shares" && !standing.completing) {
    const prices = left.flatMap((candidate) => {
      const price = lowestPrice(sheets, standing.carried, candidate);
      return price === undefined ? [] : [[candidate, price] as const];
    });
    if (prices.length > 0) return new Map(prices);
    standing.completing = true;
    for (const [index, money] of standing.carried.entries()) standing.carried[index] = minus(ZERO, money);
  }
  return new Map(left.map((candidate) => [candidate, worthOf(method, sheets, standing, candidate)]));
}

function worthOf(method: string, sheets: readonly Sheet[], { carried }: Standing, candidate: number): Fraction {
  const behind = sheets.flatMap(({ approved, voters }, index) =>
    approved.has(candidate) ? [{ voters: fraction(voters), has: carried[index]! }] : [],
  );
  if (method === "seq-pav") {
    return behind.map(({ voters, has }) => fraction(voters.over * has.under, has.over + has.under)).reduce(plus, ZERO);
  }
  const all = behind.reduce((sum, { voters }) => sum + voters.over, 0n);
  if (all === 0n) return ZERO;
  const owed = behind.map(({ voters, has }) => times(voters, has)).reduce(plus, fraction(1n));
  return fraction(owed.over, owed.under * all);
}

/** Poorest first: whoever has less than an equal share of what is still owed gives all, and the rest share. */
function lowestPrice(sheets: readonly Sheet[], money: readonly Fraction[], candidate: number): Fraction | undefined {
  const behind = sheets.flatMap(({ approved, voters }, index) =>
    approved.has(candidate) ? [{ voters, has: money[index]! }] : [],
  );
  behind.sort((a, b) => order(a.has, b.has));
  let owed = fraction(1n);
  let rest = behind.reduce((sum, { voters }) => sum + voters, 0n);
  for (const { voters, has } of behind) {
    const share = fraction(owed.over, owed.under * rest);
    if (order(share, has) <= 0) return share;
    owed = minus(owed, times(fraction(voters), has));
    rest -= voters;
  }
  return undefined;
}

function settle(method: string, sheets: readonly Sheet[], standing: Standing, chosen: number, value: Fraction): void {
  for (const [index, { approved }] of sheets.entries()) {
    if (!approved.has(chosen)) continue;
    const has = standing.carried[index]!;
    if (method === "seq-pav") standing.carried[index] = plus(has, fraction(1n));
    else if (method === "equal-shares" && !standing.completing)
      standing.carried[index] = order(has, value) < 0 ? ZERO : minus(has, value);
    else standing.carried[index] = value;
  }
}
