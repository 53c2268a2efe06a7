import { expect, test } from "vitest";
import { accepted } from "../fixtures/accepted.ts";
import { oneOf, type Random, randomFrom } from "../fixtures/random.ts";
import { accountLedger, balanceSheet, Book, incomeStatement, isRefusal, trialBalance } from "../index.ts";
import { PlainBook } from "./plain-book.ts";
import { ACCOUNTS, PERIODS, randomDay, randomDraft, UNITS } from "../fixtures/random-bookkeeping.ts";

const POSTINGS = 100_000;
/** Nightly a million postings, in ten books. */
const SEEDS = Array.from({ length: process.env["GONGZHI_NIGHTLY"] === "1" ? 10 : 1 }, (_, index) => 20251231 + index);
/** How often all balances are compared on the way. */
const COMPARE_EVERY = 2_500;

type Both = { readonly book: Book; readonly plain: PlainBook };

function openBoth(): Both {
  const book = new Book();
  for (const name of UNITS) accepted(book.openUnit({ name, decimals: 2 }));
  for (const account of ACCOUNTS) accepted(book.openAccount(account));
  for (const period of PERIODS) accepted(book.openPeriod(period));
  return { book, plain: new PlainBook(Object.fromEntries(ACCOUNTS.map(({ name, type }) => [name, type])), UNITS, PERIODS) };
}

/** One act on both; what each answered. */
function act(random: Random, { book, plain }: Both, count: number, closed: number): readonly [unknown, string] {
  const key = `k${random(25) === 0 ? random(count + 1) : count}`;
  const of = `k${random(count + 1)}`;
  switch (random(40)) {
    case 0: {
      const [date, reason] = [randomDay(random, closed), "wrong"];
      return [book.reverse({ key, of, date, reason }), plain.reverse(key, of, date, reason)];
    }
    case 1: {
      // The same again: what is there already is repeated with its own content.
      const known = plain.entries[random(plain.entries.length + 1)];
      if (known?.kind !== "entry") return ["ok", "ok"];
      return [book.post(known), plain.post(known)];
    }
    case 2: {
      // One that is closed already, or not yet to be closed: months close when their turn comes.
      const index = random(24);
      const period = PERIODS[index === closed ? 23 : index]!.name;
      const into = random(3) === 0 ? { account: "equity:a", key: `close-${period}`, text: "result" } : undefined;
      return [book.closePeriod(into === undefined ? { period } : { period, into }), plain.close(period, into)];
    }
    default: {
      const draft = randomDraft(random, key, closed);
      return [book.post(draft), plain.post(draft)];
    }
  }
}

function balancesOf(book: Book): readonly string[] {
  return ACCOUNTS.flatMap(({ name }) => UNITS.map((unit) => `${name} ${unit} ${book.balance(name, unit)}`));
}

function plainBalances({ sums }: PlainBook): readonly string[] {
  return ACCOUNTS.flatMap(({ name }) => UNITS.map((unit) => `${name} ${unit} ${sums[name]?.[unit] ?? 0n}`));
}

test.each(SEEDS)("100,000 random postings, seed %i: every answer, balance and statement as the plain book has them", (seed) => {
  const random = randomFrom(seed);
  const both = openBoth();
  const { book, plain } = both;
  const answers = new Map<string, number>();
  let [postings, compared, acts] = [0, 0, 0];
  while (postings < POSTINGS) {
    // Months close as the book fills.
    const closed = plain.periods.filter(({ closing }) => closing !== undefined).length;
    const before = plain.entries.length;
    const due = Math.min(20, Math.floor((postings / POSTINGS) * 22));
    const [ours, theirs] = closed < due ? closeNext(random, both, closed) : act(random, both, acts, closed);
    const answer = isRefusal(ours) ? ours.code : "ok";
    if (answer !== theirs) throw new Error(`act ${acts} of seed ${seed}: ${answer}, the plain book says ${theirs}`);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    acts += 1;
    if (plain.entries.length > before) postings += plain.entries.at(-1)!.postings.length;
    if (postings < (compared + 1) * COMPARE_EVERY) continue;
    compared += 1;
    expect(balancesOf(book)).toEqual(plainBalances(plain));
    for (const unit of UNITS) expect(ACCOUNTS.reduce((sum, { name }) => sum + book.balance(name, unit), 0n)).toBe(0n);
  }
  expect(book.size).toBe(plain.entries.length);
  expect(compared).toBeGreaterThanOrEqual(POSTINGS / COMPARE_EVERY - 1);
  // Every kind of refusal came up, or the comparison has compared little.
  for (const code of [
    "key-reused",
    "period-closed",
    "period-unknown",
    "entry-empty",
    "account-unknown",
    "unit-unknown",
    "malformed-amount",
    "entry-unbalanced",
    "already-reversed",
    "entry-unknown",
    "reversed-before-entered",
    "earlier-period-open",
  ]) {
    expect([code, answers.get(code) ?? 0]).not.toEqual([code, 0]);
  }
  compareStatements(random, both);
});

function closeNext(random: Random, { book, plain }: Both, closed: number): readonly [unknown, string] {
  const period = PERIODS[closed]!.name;
  const into = random(2) === 0 ? { account: "equity:a", key: `close-${period}`, text: "result" } : undefined;
  return [book.closePeriod(into === undefined ? { period } : { period, into }), plain.close(period, into)];
}

function compareStatements(random: Random, { book, plain }: Both): void {
  for (const period of PERIODS) {
    const sums = plain.balances(period.from, period.to, "entry reversal");
    const { result, income } = incomeStatement(book, period);
    for (const unit of UNITS) {
      const total = (type: string) =>
        ACCOUNTS.filter((account) => account.type === type).reduce((sum, { name }) => sum + (sums[name]?.[unit] ?? 0n), 0n);
      expect([period.name, result.get(unit)]).toEqual([period.name, -total("income") - total("expense")]);
      expect(income.totals.get(unit) ?? 0n).toBe(-total("income"));
    }
    const until = plain.balances("0", period.to);
    const { lines, totals } = trialBalance(book, period);
    for (const { account, unit, closing } of lines) expect(closing).toBe(until[account]?.[unit] ?? 0n);
    for (const { opening, debit, credit, closing } of totals) expect([opening, debit - credit, closing]).toEqual([0n, 0n, 0n]);
    for (const difference of balanceSheet(book, period.to).difference.values()) expect(difference).toBe(0n);
  }
  for (let times = 0; times < 5; times += 1) {
    const [{ name }, unit] = [oneOf(random, ACCOUNTS), oneOf(random, UNITS)];
    const { lines, closing } = accountLedger(book, name, unit);
    const within = ACCOUNTS.filter((account) => account.name === name || account.name.startsWith(`${name}:`));
    expect(closing).toBe(within.reduce((sum, account) => sum + (plain.sums[account.name]?.[unit] ?? 0n), 0n));
    expect(lines.map(({ entry }) => entry.date)).toEqual(lines.map(({ entry }) => entry.date).toSorted());
  }
}
