import type { AccountType } from "../journal/account.ts";
import type { Book } from "../journal/book.ts";
import type { Entry } from "../journal/entry.ts";
import { addByUnit, type Tallies, totalOf } from "../journal/tally.ts";
import { formatAmount, type Unit } from "../journal/unit.ts";

/** hledger's letters for account types (hledger 1.25, "Account types"). */
const TYPE_LETTERS: Readonly<Record<AccountType, string>> = {
  asset: "A",
  liability: "L",
  equity: "E",
  income: "R",
  expense: "X",
};

/** What a description cannot hold: it ends at a semicolon, loses outer spaces, and begins after the code. */
const UNFIT_FOR_DESCRIPTION = /[;\p{Cc}\p{Zl}\p{Zp}]/gu;

/**
 * The book as an hledger journal that `hledger check --strict` accepts and `readHledger` with `bookFromHledger` reads back as the same
 * book. The last posting to each account in each unit, by day, asserts the balance, so that hledger proves ours.
 */
export function writeHledger(book: Book): string {
  const lines: string[] = ["; hledger journal", "decimal-mark ."];
  for (const unit of book.units) lines.push(`commodity ${amountText(0, unit)}`);
  for (const { name, type } of book.accounts) lines.push(`account ${name}  ; type: ${TYPE_LETTERS[type]}`);
  for (const { name, from, to, closed } of book.periods) {
    lines.push(`; period: ${name} ${from} ${to} ${closed ? "closed" : "open"}`);
  }
  const assertions = lastBalances(book);
  const units = new Map(book.units.map((unit) => [unit.name, unit]));
  for (const entry of book.entries()) {
    lines.push(
      "",
      entryText(entry, units, (line) => assertions.get(entry.number)?.get(line)),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** One entry as an hledger transaction, without a line break at its end. */
export function entryText(
  entry: Pick<Entry, "key" | "date" | "text" | "postings" | "tags" | "reverses"> & { readonly kind?: Entry["kind"] },
  units: ReadonlyMap<string, Unit>,
  assertion: (line: number) => bigint | undefined = () => undefined,
): string {
  const { key, date, text, postings, kind = "entry", reverses, tags = {} } = entry;
  const description = text.replace(UNFIT_FOR_DESCRIPTION, " ").trim();
  const lines = [`${date} * (${key}) ${description}`.trimEnd()];
  if (description !== text) lines.push(`    ; exact-text ${tagless(text)}`);
  if (kind !== "entry") lines.push(`    ; kind: ${kind}`);
  if (reverses !== undefined) lines.push(`    ; reverses: ${reverses}`);
  for (const [name, value] of Object.entries(tags)) lines.push(`    ; ${name}: ${value}`.trimEnd());
  for (const [index, { account, unit, amount }] of postings.entries()) {
    const counted = units.get(unit) ?? { name: unit, decimals: 0 };
    const balance = assertion(index);
    lines.push(
      `    ${account}  ${amountText(amount, counted)}${balance === undefined ? "" : ` = ${amountText(balance, counted)}`}`,
    );
  }
  return lines.join("\n");
}

/** As a JSON string in which hledger finds no tag. */
function tagless(text: string): string {
  return JSON.stringify(text).replaceAll(":", "\\u003a");
}

/** `1234.50 CNY`; with a decimal mark always, so that nothing is taken for a group mark; quoted unless the name is letters. */
function amountText(amount: number | bigint, { name, decimals }: Unit): string {
  const symbol = /^\p{L}+$/u.test(name) ? name : `"${name}"`;
  return `${formatAmount(amount, decimals)}${decimals === 0 ? "." : ""} ${symbol}`;
}

/** Entry number → posting's index → balance, where it is the last posting to its account in its unit, by day and then by number. */
function lastBalances(book: Book): ReadonlyMap<number, ReadonlyMap<number, bigint>> {
  const inOrder = [...book.entries()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.number - b.number));
  const last = new Map<string, readonly [entry: number, line: number, account: string, unit: string]>();
  const sums = new Map<string, Tallies>();
  for (const { number, postings } of inOrder) {
    for (const [index, { account, unit, amount }] of postings.entries()) {
      const tallies = sums.get(account) ?? new Map();
      sums.set(account, tallies);
      addByUnit(tallies, unit, amount);
      last.set(`${account}\n${unit}`, [number, index, account, unit]);
    }
  }
  const assertions = new Map<number, Map<number, bigint>>();
  for (const [number, index, account, unit] of last.values()) {
    const of = assertions.get(number) ?? new Map<number, bigint>();
    assertions.set(number, of);
    of.set(index, totalOf(sums.get(account)!.get(unit)!));
  }
  return assertions;
}
