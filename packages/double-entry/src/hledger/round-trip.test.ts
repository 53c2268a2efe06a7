import { expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { randomFrom } from "../fixtures/random.ts";
import { cny, points, villageYear } from "../fixtures/village-book.ts";
import type { Book } from "../journal/book.ts";
import { randomBook } from "../fixtures/random-bookkeeping.ts";
import { bookFromHledger } from "./book-from-hledger.ts";
import { readHledger } from "./read-hledger.ts";
import { writeHledger } from "./write-hledger.ts";

function readBack(text: string): Book {
  return accepted(bookFromHledger(accepted(readHledger(text))));
}

/** A year with everything a journal must carry: units, a lock, a closing with its result, a reversal, odd texts, tags. */
function fullYear(): Book {
  const book = villageYear();
  const into = { account: "权益:本年收益", key: "close-q1", text: "结转一季度" };
  accepted(book.reverse({ key: "back", of: "4", date: "2025-04-20", reason: "重复；见 5" }));
  accepted(book.closePeriod({ period: "2025Q1", into }));
  accepted(book.closePeriod({ period: "2025Q2" }));
  const odd = [cny("资产:库存现金", 7), cny("收入:租金", -7)];
  const texts = ["", " two  spaces ", "semi; date:2025-01-01", '"quoted" | (code)', "* starred", "! (x) y"];
  for (const [index, text] of texts.entries()) {
    const tags = { voucher: `v-${index}`, empty: "" };
    accepted(book.post({ key: `odd/${index}#a`, date: "2025-07-01", text, postings: odd, tags }));
  }
  accepted(book.openUnit({ name: "small shares.1", decimals: 3 }));
  const shares = (account: string, amount: number) => ({ account, unit: "small shares.1", amount });
  const postings = [shares("资产:工分池", 5), shares("权益:工分来源", -5), points("资产:工分池", 0)];
  accepted(book.post({ key: "s", date: "2025-08-01", text: "股", postings }));
  accepted(book.closePeriod({ period: "2025Q3", into: { ...into, key: "close-q3" } }));
  return book;
}

function contentOf(book: Book): unknown {
  return { units: book.units, accounts: book.accounts, periods: book.periods, entries: [...book.entries()] };
}

test("a book comes back from its journal as the same book, closings and reversals included", () => {
  const book = fullYear();
  const text = writeHledger(book);
  const back = readBack(text);
  expect(contentOf(back)).toEqual(contentOf(book));
  expect(writeHledger(back)).toBe(text);
  expect(back.reversedBy("4")).toBe("back");
});

test("20 random books come back the same", () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const book = randomBook(randomFrom(seed), 300);
    expect(contentOf(readBack(writeHledger(book)))).toEqual(contentOf(book));
  }
});

test("a journal edited so that its closing or reversal is another is refused with the line", () => {
  const text = writeHledger(fullYear());
  const edited = (from: string, to: string) => {
    expect(text).toContain(from);
    const journal = readHledger(text.replaceAll(/ = \S+ \S+$/gmu, "").replace(from, to));
    return "refused" in journal ? refusalOf(journal) : refusalOf(bookFromHledger(journal));
  };
  const line = (of: string) => text.split("\n").findIndex((one) => one.includes(of)) + 1;
  expect(edited("    收入:租金  1200.00 CNY", "    收入:租金:鱼塘  1200.00 CNY")).toBe(
    `journal-inconsistent line ${line("(close-q1)")}`,
  );
  expect(edited("reverses: 4", "reverses: 3")).toBe(`journal-inconsistent line ${line("(back)")}`);
  expect(edited("2025Q1 2025-01-01 2025-03-31", "2025Q1 2025-01-01 2025-03-30")).toBe("period-misplaced line 1");
  expect(edited("2025-07-01 * (odd/0#a)", "2025-04-01 * (odd/0#a)")).toBe("accepted");
  expect(edited("2025-07-01 * (odd/0#a)", "2025-02-01 * (odd/0#a)")).toBe(`period-closed line ${line("(odd/0#a)")}`);
});

test("a journal of others: years are periods, codes are keys where they are unique", () => {
  const book = readBack(`2024-12-31 (7) old
  assets:a  5 CNY
  income:x
2026-01-01 (7) new
  assets:a  5 CNY  ; kind: reversal
  income:x
2026-01-02 (entry-2) third  ; kind: closing, note: a
  assets:a  5 CNY
  income:x
`);
  expect(book.periods.map(({ name }) => name)).toEqual(["2024", "2025", "2026"]);
  expect([...book.entries()].map(({ key, kind, tags }) => [key, kind, tags])).toEqual([
    ["entry-1", "entry", undefined],
    ["entry-2#", "entry", undefined],
    ["entry-2", "entry", { note: "a" }],
  ]);
});
