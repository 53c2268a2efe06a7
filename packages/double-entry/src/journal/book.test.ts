import { describe, expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { cny, points, villageBook, villageYear } from "../fixtures/village-book.ts";
import { Book } from "./book.ts";
import type { EntryDraft } from "./entry.ts";

const CASH = "资产:库存现金";
const RENT = "收入:租金";
const RESULT = "权益:本年收益";

function rent(change: Partial<EntryDraft> = {}): EntryDraft {
  return { key: "r", date: "2025-02-01", text: "租金", postings: [cny(CASH, 100), cny(RENT, -100)], ...change };
}

describe("opening", () => {
  test("units and accounts keep what they were opened with; the same again is the same", () => {
    const book = villageBook();
    expect(refusalOf(book.openUnit({ name: "CNY", decimals: 2 }))).toBe("accepted");
    expect(refusalOf(book.openUnit({ name: "CNY", decimals: 3 }))).toBe("unit-differs decimals");
    expect(refusalOf(book.openUnit({ name: " 股", decimals: 0 }))).toBe("malformed-unit name");
    expect(refusalOf(book.openUnit({ name: "股", decimals: 1.5 }))).toBe("malformed-unit decimals");
    expect(refusalOf(book.openAccount({ name: CASH, type: "asset" }))).toBe("accepted");
    expect(refusalOf(book.openAccount({ name: `${CASH}:小额`, type: "liability" }))).toBe("account-differs type");
    expect(refusalOf(book.openAccount({ name: "资产", type: "equity" }))).toBe("account-differs type");
    for (const name of [
      "",
      ":",
      "a:",
      "a::b",
      " a",
      "a  b",
      "a;b",
      "(a)",
      "* a",
      "a\nb",
      "a".repeat(201),
      "a:".repeat(12) + "a",
    ]) {
      expect([name, refusalOf(book.openAccount({ name, type: "asset" }))]).toEqual([name, "malformed-name name"]);
    }
  });

  test("what stands above an account takes no postings until it is opened itself", () => {
    const book = villageBook();
    const draft = rent({ postings: [cny("资产", 100), cny(RENT, -100)] });
    expect(refusalOf(book.post(draft))).toBe("account-unknown postings.0.account");
    accepted(book.openAccount({ name: "资产", type: "asset" }));
    expect(refusalOf(book.post(draft))).toBe("accepted");
  });

  test("periods follow each other without a gap", () => {
    const book = villageBook();
    const q1 = { name: "2026Q1", from: "2026-01-01", to: "2026-03-31" };
    expect(refusalOf(book.openPeriod({ ...q1, from: "2026-01-02" }))).toBe("period-misplaced from");
    expect(refusalOf(book.openPeriod({ ...q1, to: "2025-12-31" }))).toBe("period-misplaced to");
    expect(refusalOf(book.openPeriod({ ...q1, to: "2026-02-29" }))).toBe("malformed-day to");
    expect(refusalOf(book.openPeriod({ ...q1, name: "2025Q4" }))).toBe("period-differs name");
    expect(refusalOf(book.openPeriod(q1))).toBe("accepted");
    expect(refusalOf(book.openPeriod(q1))).toBe("accepted");
    expect(book.periods).toHaveLength(5);
  });
});

describe("posting", () => {
  test.each<readonly [string, Partial<EntryDraft>, string]>([
    ["no postings", { postings: [] }, "entry-empty postings"],
    ["one cent short", { postings: [cny(CASH, 100), cny(RENT, -99)] }, "entry-unbalanced postings"],
    ["units that only balance together", { postings: [cny(CASH, 100), points(RENT, -100)] }, "entry-unbalanced postings"],
    ["a fraction of a cent", { postings: [cny(CASH, 0.5), cny(RENT, -0.5)] }, "malformed-amount postings.0.amount"],
    ["beyond 2^53", { postings: [cny(CASH, 2 ** 53), cny(RENT, -(2 ** 53))] }, "malformed-amount postings.0.amount"],
    ["no unit", { postings: [{ account: CASH, unit: "股", amount: 0 }] }, "unit-unknown postings.0.unit"],
    ["no account", { postings: [cny(CASH, 1), cny("资产:没有", -1)] }, "account-unknown postings.1.account"],
    ["no day", { date: "2025-02-30" }, "malformed-day date"],
    ["no period", { date: "2026-01-01" }, "period-unknown date"],
    ["two lines", { text: "a\nb" }, "malformed-text text"],
    ["no key", { key: "" }, "malformed-key key"],
    ["a tag that means something else", { tags: { date: "2025-01-01" } }, "malformed-tag tags"],
    ["a tag with a comma", { tags: { voucher: "1,2" } }, "malformed-tag tags.voucher"],
  ])("refuses %s and leaves nothing behind", (_what, change, refusal) => {
    const book = villageBook();
    expect(refusalOf(book.post(rent(change)))).toBe(refusal);
    expect([book.size, book.balance(CASH, "CNY")]).toEqual([0, 0n]);
  });

  test("several units in one entry each balance", () => {
    const book = villageYear();
    expect(book.balance("资产:工分池", "工分")).toBe(25n);
    expect(book.balance("支出:管理费用", "CNY")).toBe(890_25n);
    expect(book.balance("支出:管理费用", "工分")).toBe(0n);
  });

  test("sums beyond 2^53 stay exact", () => {
    const book = villageBook();
    const most = Number.MAX_SAFE_INTEGER;
    const postings = [cny(CASH, most), cny(CASH, most), cny(RENT, -most), cny(RENT, -most)];
    accepted(book.post(rent({ postings })));
    expect(refusalOf(book.post(rent({ key: "s", postings: [...postings, cny(CASH, 1)] })))).toBe("entry-unbalanced postings");
    accepted(book.post(rent({ key: "t" })));
    expect(book.balance(CASH, "CNY")).toBe(2n * BigInt(most) + 100n);
  });

  test("the same key and content give the same entry, other content is refused", () => {
    const book = villageBook();
    const first = accepted(book.post(rent({ tags: { a: "1", b: "2" } })));
    expect(book.post(rent({ tags: { b: "2", a: "1" } }))).toBe(first);
    for (const change of [
      { text: "x" },
      { date: "2025-02-02" },
      { postings: [cny(RENT, -100), cny(CASH, 100)] },
      { postings: [cny(CASH, 99), cny(RENT, -99)] },
      {},
    ]) {
      expect(refusalOf(book.post(rent(change)))).toBe("key-reused key");
    }
    expect(book.size).toBe(1);
  });

  test("entries are frozen copies", () => {
    const book = villageBook();
    const postings = [cny(CASH, 100), cny(RENT, -100)];
    const tags = { voucher: "17" };
    const entry = accepted(book.post(rent({ postings, tags })));
    postings[0] = cny(CASH, 7);
    tags.voucher = "18";
    expect([entry.postings[0]?.amount, entry.tags?.["voucher"]]).toEqual([100, "17"]);
    expect(() => Object.assign(entry, { date: "2025-01-01" })).toThrow(TypeError);
    expect(() => Object.assign(entry.postings[0]!, { amount: 1 })).toThrow(TypeError);
    expect(() => (entry.postings as unknown[]).pop()).toThrow(TypeError);
    (book.accounts as unknown[]).length = 0;
    (book.periods as unknown[]).length = 0;
    expect([book.accounts.length, book.periods.length]).toEqual([10, 4]);
  });
});

describe("reversing", () => {
  const back = { key: "back", of: "r", date: "2025-05-01", reason: "记错了账户" };

  test("takes the entry back whole, once, with the reason, also out of a closed period", () => {
    const book = villageBook();
    accepted(book.post(rent()));
    accepted(book.closePeriod({ period: "2025Q1" }));
    expect(refusalOf(book.reverse({ ...back, date: "2025-03-01" }))).toBe("period-closed date");
    const reversal = accepted(book.reverse(back));
    expect([reversal.kind, reversal.reverses, reversal.text, reversal.postings.map(({ amount }) => amount)]).toEqual([
      "reversal",
      "r",
      "记错了账户",
      [-100, 100],
    ]);
    expect([book.balance(CASH, "CNY"), book.reversedBy("r")]).toEqual([0n, "back"]);
    expect(book.reverse(back)).toBe(reversal);
    expect(refusalOf(book.reverse({ ...back, reason: "另一个" }))).toBe("key-reused key");
    expect(refusalOf(book.reverse({ ...back, key: "again" }))).toBe("already-reversed of");
    expect(refusalOf(book.reverse({ ...back, key: "again", of: "back" }))).toBe("not-reversible of");
  });

  test.each([
    [{ of: "none" }, "entry-unknown of"],
    [{ reason: " " }, "reason-missing reason"],
    [{ date: "2025-01-31" }, "reversed-before-entered date"],
    [{ key: "r" }, "key-reused key"],
    [{ key: "-" }, "malformed-key key"],
  ])("refuses %o", (change, refusal) => {
    const book = villageBook();
    accepted(book.post(rent()));
    expect(refusalOf(book.reverse({ ...back, ...change }))).toBe(refusal);
    expect([book.size, book.reversedBy("r")]).toEqual([1, undefined]);
  });
});

describe("closing", () => {
  const into = { account: RESULT, key: "close", text: "结转" };

  test("carries income and expenses of each unit into equity and locks the period for good", () => {
    const book = villageYear();
    accepted(book.closePeriod({ period: "2025Q1", into }));
    const closing = book.entry("close");
    expect([closing?.kind, closing?.date, closing?.postings]).toEqual([
      "closing",
      "2025-03-31",
      [cny(RENT, 1_200_00), cny("收入:租金:鱼塘", 36_000_50), cny(RESULT, -37_200_50)],
    ]);
    expect(refusalOf(book.post(rent({ key: "late" })))).toBe("period-closed date");
    expect(refusalOf(book.post(rent({ key: "2" })))).toBe("key-reused key");
    expect(refusalOf(book.reverse({ key: "x", of: "close", date: "2025-05-01", reason: "y" }))).toBe("not-reversible of");
    expect(book.periods.map(({ closed }) => closed)).toEqual([true, false, false, false]);
  });

  test("what was entered before is still the same entry when sent again, and so is the closing", () => {
    const book = villageBook();
    const entry = accepted(book.post(rent()));
    const closed = accepted(book.closePeriod({ period: "2025Q1", into }));
    expect(book.post(rent())).toBe(entry);
    expect(book.closePeriod({ period: "2025Q1", into })).toBe(closed);
    expect(refusalOf(book.closePeriod({ period: "2025Q1" }))).toBe("period-closed period");
    expect(refusalOf(book.closePeriod({ period: "2025Q1", into: { ...into, text: "x" } }))).toBe("period-closed period");
    expect(book.size).toBe(2);
  });

  test("months may be locked and the year carried by the last of them", () => {
    const book = villageYear();
    for (const period of ["2025Q1", "2025Q2", "2025Q3"]) accepted(book.closePeriod({ period }));
    accepted(book.closePeriod({ period: "2025Q4", into }));
    expect(book.balance(RESULT, "CNY")).toBe(-(37_200_50n - 890_25n));
    for (const account of [RENT, "收入:租金:鱼塘", "支出:管理费用"]) expect(book.balance(account, "CNY")).toBe(0n);
  });

  test("names the account even where income equals expenses, and carries what is beyond 2^53 in parts", () => {
    const book = villageBook();
    const most = Number.MAX_SAFE_INTEGER;
    accepted(book.post(rent({ postings: [cny(RENT, -most), cny("支出:管理费用", most)] })));
    accepted(book.closePeriod({ period: "2025Q1", into }));
    expect(book.entry("close")?.postings.at(-1)).toEqual(cny(RESULT, 0));
    for (const key of ["a", "b"]) {
      accepted(book.post(rent({ key, date: "2025-04-01", postings: [cny(CASH, most), cny(RENT, -most)] })));
    }
    accepted(book.closePeriod({ period: "2025Q2", into: { ...into, key: "close-2" } }));
    expect(book.balance(RESULT, "CNY")).toBe(-2n * BigInt(most));
  });

  test.each([
    [{ period: "2025Q9" }, "period-unknown period"],
    [{ period: "2025Q2" }, "earlier-period-open period"],
    [{ period: "2025Q1", into: { ...into, account: CASH } }, "not-equity into.account"],
    [{ period: "2025Q1", into: { ...into, account: "权益" } }, "account-unknown into.account"],
    [{ period: "2025Q1", into: { ...into, key: "1" } }, "key-reused key"],
    [{ period: "2025Q1", into: { ...into, text: "a\nb" } }, "malformed-text text"],
  ])("refuses %o and leaves the period open", (closing, refusal) => {
    const book = villageYear();
    expect(refusalOf(book.closePeriod(closing))).toBe(refusal);
    expect([book.size, book.periods[0]?.closed]).toEqual([5, false]);
  });

  test("an empty book closes without an entry", () => {
    const book = new Book();
    accepted(book.openAccount({ name: "equity", type: "equity" }));
    accepted(book.openPeriod({ name: "p", from: "2025-01-01", to: "2025-01-31" }));
    expect(accepted(book.closePeriod({ period: "p", into: { ...into, account: "equity" } })).closed).toBe(true);
    expect(book.size).toBe(0);
  });
});
