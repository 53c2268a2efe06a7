import { isWithin } from "../journal/account.ts";
import { onLine } from "../refusal-signal.ts";
import { addByUnit, isZero, newTally, type Tallies, totalOf } from "../journal/tally.ts";
import { formatAmount } from "../journal/unit.ts";
import type { HledgerPosting, HledgerTransaction } from "./hledger-journal.ts";
import type { Assertion } from "./read-lines.ts";

/** What a posting's line asserts of its account after it. */
export type ReadAssertion = Omit<Assertion, "text"> & { readonly unit: string; readonly amount: bigint };

/** Checks each balance assertion in the order of days, then of the file (hledger manual, "Assertions and ordering"). */
export function checkAssertions(
  transactions: readonly HledgerTransaction[],
  assertions: ReadonlyMap<number, ReadAssertion>,
  decimalsOf: (unit: string) => number,
): void {
  if (assertions.size === 0) return;
  const inOrder = transactions.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const balances = new Map<string, Tallies>();
  for (const { postings } of inOrder) {
    for (const [index, posting] of postings.entries()) {
      const tallies = balances.get(posting.account) ?? new Map();
      balances.set(posting.account, tallies);
      addByUnit(tallies, posting.unit, posting.amount);
      // An amount left out may stand for several postings of one line: what is asserted holds after the last.
      const assertion = postings[index + 1]?.line === posting.line ? undefined : assertions.get(posting.line);
      if (assertion !== undefined) checkOne(posting, assertion, balances, decimalsOf);
    }
  }
}

function checkOne(
  { account, line }: HledgerPosting,
  { unit, amount, sole, inclusive }: ReadAssertion,
  balances: ReadonlyMap<string, Tallies>,
  decimalsOf: (unit: string) => number,
): void {
  const within = inclusive ? [...balances.keys()].filter((name) => isWithin(name, account)) : [account];
  const found = within.map((name) => balances.get(name) ?? new Map(new Map([[unit, newTally()]])));
  const actual = found.reduce((sum, tallies) => sum + totalOf(tallies.get(unit) ?? newTally()), 0n);
  if (actual !== amount) {
    const [is, said] = [actual, amount].map((one) => formatAmount(one, decimalsOf(unit)));
    throw onLine("assertion-failed", line, `${account} stands at ${is} ${unit}, not at ${said} ${unit}`);
  }
  if (!sole) return;
  const other = found.flatMap((tallies) => [...tallies]).find(([name, tally]) => name !== unit && !isZero(tally));
  if (other !== undefined) throw onLine("assertion-failed", line, `${account} also holds ${other[0]}`);
}
