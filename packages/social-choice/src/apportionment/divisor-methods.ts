import { SocialChoiceRefusal } from "../refusal.ts";
import { BY_TEXT, describeTieRule, type Tie, type TieRule, tieRanks } from "../ties/tie-rule.ts";

export type Party = { readonly name: string; readonly votes: number };

/** D'Hondt (Jefferson) divides by 1, 2, 3, …; Sainte-Laguë (Webster) by 1, 3, 5, …, and so treats small and large alike. */
export type DivisorMethod = "dhondt" | "sainte-lague";

export type Apportionment = {
  readonly method: DivisorMethod;
  /** Seats of each party, in the order given. */
  readonly seats: readonly { readonly name: string; readonly seats: number }[];
  /** Ties about seats: only those where not all who were equal got one. */
  readonly ties: readonly Tie[];
  readonly tieRule: string;
  /** Seat by seat: to whom, and for which quotient. */
  readonly rounds: readonly { readonly seat: number; readonly party: string; readonly quotient: string }[];
};

/** More than any chamber has; a bound on the work. */
const SEATS_MAX = 100_000;

/**
 * Shares seats among parties by highest quotients, compared as whole-number fractions.
 * @throws SocialChoiceRefusal for votes that are not whole, names that stand twice, or nobody to give a seat to.
 */
export function apportion(
  parties: readonly Party[],
  seats: number,
  method: DivisorMethod,
  tieRule: TieRule = BY_TEXT,
): Apportionment {
  expectPlausible(parties, seats);
  const names = parties.map((party) => party.name);
  const ranks = tieRanks(tieRule, names);
  const won = parties.map(() => 0);
  const divisor = (party: number) => (method === "dhondt" ? won[party]! + 1 : 2 * won[party]! + 1);
  const rounds: { readonly seat: number; readonly party: string; readonly quotient: string }[] = [];
  const ties: Tie[] = [];
  let open: { readonly parties: readonly number[]; readonly from: number } | undefined;
  for (let seat = 1; seat <= seats; seat += 1) {
    const best = [...parties.keys()].reduce((a, b) =>
      quotientOrder(b, a) > 0 || (quotientOrder(b, a) === 0 && ranks[b]! < ranks[a]!) ? b : a,
    );
    const equal = [...parties.keys()].filter((party) => quotientOrder(party, best) === 0);
    // A tie is decided seat by seat, and was one only if the seats run out before all of its parties have theirs.
    if (open === undefined || !open.parties.includes(best)) open = equal.length > 1 ? { parties: equal, from: seat } : undefined;
    rounds.push({ seat, party: names[best]!, quotient: `${parties[best]!.votes}/${divisor(best)}` });
    won[best] = won[best]! + 1;
    if (open !== undefined && equal.length === 1) open = undefined;
    if (open !== undefined && seat === seats) {
      const tied = open.parties.toSorted((a, b) => ranks[a]! - ranks[b]!).map((party) => names[party]!);
      for (const { party } of rounds.slice(open.from - 1)) ties.push({ round: open.from, run: method, tied, taken: party });
    }
  }
  return {
    method,
    seats: names.map((name, index) => ({ name, seats: won[index]! })),
    ties,
    tieRule: describeTieRule(tieRule),
    rounds,
  };

  function quotientOrder(a: number, b: number): number {
    const difference = BigInt(parties[a]!.votes) * BigInt(divisor(b)) - BigInt(parties[b]!.votes) * BigInt(divisor(a));
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
}

function expectPlausible(parties: readonly Party[], seats: number): void {
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > SEATS_MAX) {
    throw new SocialChoiceRefusal("bad-seats", `${seats} seats; there must be 1 to ${SEATS_MAX}`);
  }
  if (new Set(parties.map((party) => party.name)).size !== parties.length) {
    throw new SocialChoiceRefusal("duplicate", "two parties have the same name");
  }
  if (parties.some(({ votes }) => !Number.isSafeInteger(votes) || votes < 0)) {
    throw new SocialChoiceRefusal("bad-number", "votes are whole numbers, zero or more");
  }
  if (!parties.some(({ votes }) => votes > 0)) throw new SocialChoiceRefusal("unsupported-ballots", "nobody has a vote");
}
