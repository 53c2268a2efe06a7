import { onLine } from "../refusal-signal.ts";
import { addByUnit, isZero, type Tallies, totalOf } from "../journal/tally.ts";
import { formatAmount } from "../journal/unit.ts";
import type { HledgerPosting } from "./hledger-journal.ts";
import type { PostingLine } from "./read-lines.ts";

/** A posting line whose amount has been read; undefined where it was left out. */
export type ReadPosting = {
  readonly written: PostingLine;
  readonly value: { readonly unit: string; readonly amount: number } | undefined;
};

/**
 * The postings with the one that may be left out: what brings the others to zero, one posting a unit (as hledger does). Refused where
 * two are left out, or where a unit does not balance.
 */
export function balanceTransaction(
  line: number,
  postings: readonly ReadPosting[],
  decimalsOf: (unit: string) => number,
): readonly HledgerPosting[] {
  const sums: Tallies = new Map();
  for (const { value } of postings) if (value !== undefined) addByUnit(sums, value.unit, value.amount);
  const open = postings.filter(({ value }) => value === undefined);
  if (open.length > 1) throw onLine("journal-unbalanced", open[1]!.written.line, "a second amount is left out");
  const rest = [...sums].filter(([, tally]) => !isZero(tally));
  const [unit, tally] = rest[0] ?? [];
  if (open.length === 0 && unit !== undefined && tally !== undefined) {
    const sum = formatAmount(totalOf(tally), decimalsOf(unit));
    throw onLine("journal-unbalanced", line, `the amounts sum to ${sum} ${unit}, not to 0`);
  }
  return postings.flatMap(({ written, value }): readonly HledgerPosting[] => {
    const { account, line: at, tags } = written;
    if (value !== undefined) return [{ line: at, account, ...value, inferred: false, tags }];
    const inferred = rest.map(([name, sum]) => ({ unit: name, amount: safe(-totalOf(sum), at) }));
    // What is left out of a transaction that balances is zero, in the unit of the others.
    const zero = { unit: [...sums.keys()][0] ?? "", amount: 0 };
    return (inferred.length > 0 ? inferred : [zero]).map((one) => ({ line: at, account, ...one, inferred: true, tags }));
  });
}

function safe(amount: bigint, line: number): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number)) throw onLine("malformed-amount", line, "the amount left out is beyond 2^53 - 1");
  return number;
}
