import { describe, expect, test } from "vitest";
import { accepted } from "../fixtures/accepted.ts";
import { villageYear } from "../fixtures/village-book.ts";
import { accountLedger } from "./account-ledger.ts";
import { balanceSheet } from "./balance-sheet.ts";
import { incomeStatement } from "./income-statement.ts";
import { trialBalance } from "./trial-balance.ts";
import type { Section } from "./view.ts";

function shown({ lines }: Section): readonly string[] {
  return lines.map(({ account, unit, own, total }) => `${account} ${own} ${total} ${unit}`);
}

describe("statements of the village's year", () => {
  test("trial balance of the second quarter", () => {
    const { lines, totals } = trialBalance(villageYear(), { from: "2025-04-01", to: "2025-06-30" });
    expect(
      lines.map(({ account, unit, opening, debit, credit, closing }) => [account, unit, opening, debit, credit, closing]),
    ).toEqual([
      ["资产:库存现金", "CNY", 1_200_00n, 0n, 890_25n, 309_75n],
      ["资产:银行存款:信用社", "CNY", 536_000_50n, 0n, 0n, 536_000_50n],
      ["资产:工分池", "工分", 0n, 25n, 0n, 25n],
      ["权益:资本", "CNY", -500_000_00n, 0n, 0n, -500_000_00n],
      ["权益:工分来源", "工分", 0n, 0n, 25n, -25n],
      ["收入:租金", "CNY", -1_200_00n, 0n, 0n, -1_200_00n],
      ["收入:租金:鱼塘", "CNY", -36_000_50n, 0n, 0n, -36_000_50n],
      ["支出:管理费用", "CNY", 0n, 890_25n, 0n, 890_25n],
    ]);
    expect(totals).toEqual([
      { unit: "CNY", opening: 0n, debit: 890_25n, credit: 890_25n, closing: 0n },
      { unit: "工分", opening: 0n, debit: 25n, credit: 25n, closing: 0n },
    ]);
  });

  test("income statement by period, with the tree summed up", () => {
    const book = villageYear();
    const year = incomeStatement(book);
    expect(shown(year.income)).toEqual([
      "收入 0 3720050 CNY",
      "收入:租金 120000 3720050 CNY",
      "收入:租金:鱼塘 3600050 3600050 CNY",
    ]);
    expect(shown(year.expenses)).toEqual(["支出 0 89025 CNY", "支出:管理费用 89025 89025 CNY"]);
    const quarters = book.periods.map((period) => incomeStatement(book, period).result.get("CNY"));
    expect(quarters).toEqual([3_720_050n, -89_025n, 0n, 0n]);
  });

  test("closing entries do not take income away from its period", () => {
    const book = villageYear();
    const into = { account: "权益:本年收益", key: "close", text: "结转" };
    accepted(book.closePeriod({ period: "2025Q1", into }));
    const [q1] = book.periods;
    expect(incomeStatement(book, q1).result.get("CNY")).toBe(3_720_050n);
    expect(incomeStatement(book, q1, { closingEntries: true }).result.get("CNY")).toBe(0n);
    const sheet = balanceSheet(book, "2025-03-31");
    expect([sheet.result.get("CNY"), sheet.equity.totals.get("CNY")]).toEqual([0n, 53_720_050n]);
  });

  test("balance sheet: what there is equals whose it is, in each unit", () => {
    const { assets, liabilities, equity, result, difference } = balanceSheet(villageYear(), "2025-12-31");
    expect(shown(assets)).toEqual([
      "资产 0 53631025 CNY",
      "资产 0 25 工分",
      "资产:库存现金 30975 30975 CNY",
      "资产:银行存款 0 53600050 CNY",
      "资产:银行存款:信用社 53600050 53600050 CNY",
      "资产:工分池 25 25 工分",
    ]);
    expect([shown(liabilities), equity.totals.get("CNY"), equity.totals.get("工分")]).toEqual([[], 50_000_000n, 25n]);
    expect([result.get("CNY"), difference.get("CNY"), difference.get("工分")]).toEqual([3_631_025n, 0n, 0n]);
  });

  test("an account's ledger runs by day with the balance after each posting, those below it included", () => {
    const ledger = accountLedger(villageYear(), "资产", "CNY", { from: "2025-03-01", to: "2025-04-30" });
    expect([ledger.opening, ledger.closing]).toEqual([536_000_50n, 536_370_25n]);
    expect(ledger.lines.map(({ entry, account, amount, balance }) => [entry.key, account, amount, balance])).toEqual([
      ["3", "资产:库存现金", 1_200_00, 537_200_50n],
      ["4", "资产:库存现金", -830_25, 536_370_25n],
    ]);
  });

  test("what was entered late stands on its day in a ledger", () => {
    const book = villageYear();
    const postings = [
      { account: "资产:库存现金", unit: "CNY", amount: 5 },
      { account: "收入:租金", unit: "CNY", amount: -5 },
    ];
    accepted(book.post({ key: "late", date: "2025-01-02", text: "补记", postings }));
    const ledger = accountLedger(book, "资产:库存现金", "CNY");
    expect(ledger.lines.map(({ entry, balance }) => [entry.key, balance])).toEqual([
      ["late", 5n],
      ["3", 120_005n],
      ["4", 36_980n],
      ["5", 30_980n],
    ]);
  });
});
