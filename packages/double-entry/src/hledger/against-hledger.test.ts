import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { randomFrom } from "../fixtures/random.ts";
import { villageYear } from "../fixtures/village-book.ts";
import {
  balanceSheet,
  type Book,
  bookFromHledger,
  formatAmount,
  incomeStatement,
  readHledger,
  type Span,
  trialBalance,
  writeHledger,
} from "../index.ts";
import { randomBook } from "../fixtures/random-bookkeeping.ts";

/** Debian's hledger 1.25 was used when this was written. Without one these tests are skipped and counted. */
const ABSENT = spawnSync("hledger", ["--version"]).status !== 0;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "double-entry-hledger-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function hledger(journal: string, ...words: readonly string[]): string {
  const file = join(folder, "a.journal");
  writeFileSync(file, journal);
  return execFileSync("hledger", ["-f", file, ...words], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
  });
}

function isAccepted(journal: string): boolean {
  const file = join(folder, "b.journal");
  writeFileSync(file, journal);
  return (
    spawnSync("hledger", ["-f", file, "check"], { env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } }).status === 0
  );
}

/** Rows of two columns: account, amounts. */
function csvRows(csv: string): readonly (readonly [string, string])[] {
  return csv
    .split("\n")
    .map((line) => /^"([^"]*)","(.*)"$/u.exec(line))
    .flatMap((match) => (match === null ? [] : [[match[1]!, match[2]!] as const]));
}

/** `12.30 CNY, 5. points` → amounts by unit, without those that are 0. */
function amountsOf(cell: string): Readonly<Record<string, string>> {
  const amounts = cell
    .split(", ")
    .map((amount) => /^(-?[\d.]+?)\.? "?"?([^"]*)"?"?$/u.exec(amount))
    .flatMap((match) => (match === null || Number(match[1]) === 0 ? [] : [[match[2]!, match[1]!] as const]));
  return Object.fromEntries(amounts);
}

type Figures = Readonly<Record<string, Readonly<Record<string, string>>>>;

function figures(
  book: Book,
  rows: readonly { readonly account: string; readonly unit: string; readonly amount: bigint }[],
): Figures {
  const decimals = new Map(book.units.map(({ name, decimals: count }) => [name, count]));
  const found: Record<string, Record<string, string>> = {};
  for (const { account, unit, amount } of rows) {
    if (amount !== 0n) (found[account] ??= {})[unit] = formatAmount(amount, decimals.get(unit)!);
  }
  return found;
}

function parsed(csv: string, skip: ReadonlySet<string> = new Set()): Figures {
  const rows = csvRows(csv).map(([account, cell]) => [account, amountsOf(cell)] as const);
  return Object.fromEntries(rows.filter(([account, amounts]) => !skip.has(account) && Object.keys(amounts).length > 0));
}

const HEADINGS = new Set([
  "account",
  "Account",
  "Revenues",
  "Expenses",
  "Total:",
  "Net:",
  "Assets",
  "Liabilities",
  "Equity",
  "total",
  "Balance Sheet With Equity",
  "Income Statement",
]);

/** hledger's end of a span is the first day it no longer holds. */
function spanWords({ from, to }: Span): readonly string[] {
  const after = to === undefined ? [] : ["-e", new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10)];
  return [...(from === undefined ? [] : ["-b", from]), ...after];
}

function expectSameFigures(book: Book, spans: readonly Span[]): void {
  const journal = writeHledger(book);
  expect(hledger(journal, "check", "--strict")).toBe("");
  for (const span of spans) {
    const words = [...spanWords(span), "--flat", "-O", "csv"];
    const moved = trialBalance(book, span).lines.map(({ account, unit, debit, credit }) => ({
      account,
      unit,
      amount: debit - credit,
    }));
    expect(parsed(hledger(journal, "balance", "--no-total", ...words), HEADINGS)).toEqual(figures(book, moved));
    for (const closingEntries of [false, true]) {
      const { income, expenses, result } = incomeStatement(book, span, { closingEntries });
      const lines = [...income.lines, ...expenses.lines].map(({ account, unit, own }) => ({ account, unit, amount: own }));
      const kinds = closingEntries ? [] : ["not:tag:kind=closing"];
      const csv = hledger(journal, "incomestatement", ...words, ...kinds);
      expect(parsed(csv, HEADINGS)).toEqual(figures(book, lines));
      const net = [...result].map(([unit, amount]) => ({ account: "Net:", unit, amount }));
      expect(parsed(csv)["Net:"] ?? {}).toEqual(figures(book, net)["Net:"] ?? {});
    }
    if (span.from !== undefined) continue;
    const { assets, liabilities, equity } = balanceSheet(book, span.to);
    const lines = [assets, liabilities, equity].flatMap((section) =>
      section.lines.map(({ account, unit, own }) => ({ account, unit, amount: own })),
    );
    expect(parsed(hledger(journal, "balancesheetequity", ...words), HEADINGS)).toEqual(figures(book, lines));
  }
}

describe.skipIf(ABSENT)("hledger on our exports gives the figures of our statements", () => {
  test("the village's year, with a reversal and a closing", () => {
    const book = villageYear();
    accepted(book.reverse({ key: "back", of: "4", date: "2025-05-20", reason: "重复; type: X, date: 2024-01-01" }));
    accepted(book.closePeriod({ period: "2025Q1", into: { account: "权益:本年收益", key: "close", text: "结转" } }));
    expectSameFigures(book, [{}, { to: "2025-03-31" }, ...book.periods]);
  });

  test.each([1, 2, 3])("a random book of 400 entries in three units, seed %i", (seed) => {
    const book = randomBook(randomFrom(seed), 400);
    expectSameFigures(book, [{}, { to: "2025-06-30" }, { from: "2024-03-01", to: "2024-08-31" }]);
  });

  test("names that are allowed are read by hledger as they are", () => {
    const book = villageYear();
    const names = ["资产:a (b)", "资产:c]", '资产:#1 "q"', "资产:x=y @ z", "资产:% & *!", "资产:1-2/3", "资产:é.ü,ö", "资产:(p)"];
    const units = ["a.b", "元/亩", "x y", "-", "@", "股"];
    for (const name of names) accepted(book.openAccount({ name, type: "asset" }));
    for (const [index, name] of units.entries()) {
      accepted(book.openUnit({ name, decimals: index }));
      const postings = names.flatMap((account) => [
        { account, unit: name, amount: 7 },
        { account: "权益:资本", unit: name, amount: -7 },
      ]);
      accepted(book.post({ key: `n${index}`, date: "2025-02-02", text: `(x) ${name} * ! | =`, postings }));
    }
    const journal = writeHledger(book);
    expect(hledger(journal, "check", "--strict")).toBe("");
    const listed = hledger(journal, "accounts", "--declared").split("\n");
    for (const name of names) expect(listed).toContain(name);
    expect([...accepted(bookFromHledger(accepted(readHledger(journal)))).entries()]).toEqual([...book.entries()]);
  });
});

describe.skipIf(ABSENT)("what we read and hledger reads", () => {
  const head = "commodity 1000.00 CNY\naccount assets:a\n2025-01-01 x\n  assets:a  1.00 CNY\n";
  test.each([
    ["  equity:b\n", true],
    ["  equity:b  -1 CNY\n", true],
    ["  equity:b  -2 CNY\n", false],
    ["  equity:b  -1 CNY = -1 CNY\n", true],
    ["  equity:b  -1 CNY = -2 CNY\n", false],
    ["  assets:a  -3 CNY = -2 CNY\n  equity:b\n", true],
    ["  assets:a:c  -3 CNY\n  assets:a  1 CNY =* -1 CNY\n  equity:b\n", true],
    ["  assets:a  2 EUR == 1 CNY\n  equity:b\n", false],
    ["  equity:b\n  equity:c\n", false],
    ["  equity:b  -1 CNY ; comment\n  ; tag: value\n2025/1/2 (c) y\n  equity:b  0 CNY = -1 CNY\n", true],
    ["  equity:b  -1 CNY\n2024-12-31 earlier\n  assets:a  5 CNY = 5 CNY\n  equity:b\n", true],
    ["  equity:b  -1 CNY\n2024-12-31 earlier\n  assets:a  5 CNY = 6 CNY\n  equity:b\n", false],
  ])("%j is accepted by both: %s", (text, both) => {
    const ours = refusalOf(readHledger(head + text)) === "accepted";
    expect([ours, isAccepted(head + text)]).toEqual([both, both]);
  });
});
