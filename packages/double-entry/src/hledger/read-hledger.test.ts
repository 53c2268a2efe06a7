import { describe, expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { readHledger } from "./read-hledger.ts";

/** What hledger's manual shows, in one journal. */
const JOURNAL = `; a comment
# another
* and one more
comment
2025-13-45 nothing here is read
end comment

commodity 1,000.00 CNY
commodity "small shares"
  format 1000. "small shares"
account 资产  ; type: Asset
account 资产:银行
account 负债
  ; a comment of its own, type: L
account equity:opening
payee 信用社
P 2025-01-01 EUR 7.80 CNY

2025/1/5=
`.replace("2025/1/5=\n", "");

describe("what is read", () => {
  test("directives, dates, status, codes, comments, tags, commodities on either side", () => {
    const journal = accepted(
      readHledger(`${JOURNAL}2025/1/5 * (v-17) Opening  ; voucher: 17, seen by: the board
  ; area: 三组
  资产:银行          1,200.50 CNY  ; a posting's comment, hint: x
  equity:opening    CNY -1,200.50

2025.1.7 ! Rent
\tassets:cash\t-¥3
\tincome:rent\t¥ 3.00
2025-01-08
  资产:银行  "small shares" 5
  * 负债  -5 "small shares"
`),
    );
    expect(journal.units).toEqual([
      { name: "CNY", decimals: 2 },
      { name: "small shares", decimals: 0 },
      { name: "¥", decimals: 2 },
    ]);
    expect(journal.accounts.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "资产 asset",
      "资产:银行 asset",
      "负债 liability",
      "equity:opening equity",
      "assets:cash asset",
      "income:rent income",
    ]);
    const [opening, rent, shares] = journal.transactions;
    expect(opening).toMatchObject({ date: "2025-01-05", status: "cleared", code: "v-17", description: "Opening" });
    expect([...opening!.tags]).toEqual([
      ["voucher", "17"],
      ["by", "the board"],
      ["area", "三组"],
    ]);
    expect(opening!.postings.map(({ account, unit, amount, tags }) => [account, unit, amount, tags.get("hint")])).toEqual([
      ["资产:银行", "CNY", 120050, "x"],
      ["equity:opening", "CNY", -120050, undefined],
    ]);
    expect([rent!.status, rent!.postings.map(({ unit, amount }) => `${amount} ${unit}`)]).toEqual([
      "pending",
      ["-300 ¥", "300 ¥"],
    ]);
    expect([shares!.status, shares!.postings[1]]).toMatchObject(["unmarked", { account: "负债", amount: -5 }]);
  });

  test("an amount left out is what balances, in each commodity", () => {
    const { transactions } = accepted(
      readHledger("2025-01-01 x\n  assets:a  10 CNY\n  assets:a  3 h\n  equity:b\n2025-01-02 y\n  assets:a  0 CNY\n  equity:b\n"),
    );
    expect(
      transactions.map(({ postings }) =>
        postings.map(({ account, unit, amount, inferred }) => [account, unit, amount, inferred]),
      ),
    ).toEqual([
      [
        ["assets:a", "CNY", 10, false],
        ["assets:a", "h", 3, false],
        ["equity:b", "CNY", -10, true],
        ["equity:b", "h", -3, true],
      ],
      [
        ["assets:a", "CNY", 0, false],
        ["equity:b", "CNY", 0, true],
      ],
    ]);
  });

  test("the decimal mark is what the journal says", () => {
    const amount = (head: string, written: string) => {
      const journal = readHledger(`${head}2025-01-01 x\n  assets:a  ${written} EUR\n  equity:b\n`);
      return "refused" in journal
        ? refusalOf(journal)
        : `${journal.transactions[0]!.postings[0]!.amount}/${journal.units[0]!.decimals}`;
    };
    expect(amount("", "1,234.50")).toBe("123450/2");
    expect(amount("", "1,234,567")).toBe("1234567/0");
    expect(amount("", "1,234")).toBe("journal-syntax line 2");
    expect(amount("commodity 1,000.00 EUR\n", "1,234")).toBe("123400/2");
    expect(amount("decimal-mark .\n", "1,234")).toBe("1234/0");
    expect(amount("decimal-mark ,\n", "1.234,5")).toBe("12345/1");
    expect(amount("decimal-mark ,\n", "1,234")).toBe("1234/3");
    expect(amount("commodity 1000.00 EUR\n", "1.234")).toBe("malformed-amount line 3");
    expect(amount("commodity 1000.00 EUR\n", "1.230")).toBe("123/2");
    expect(amount("", "9007199254740993")).toBe("malformed-amount line 2");
  });

  test("balance assertions hold in the order of days, then of the file", () => {
    const journal = accepted(
      readHledger(`2025-02-01 later, though first in the file
  assets:a  5 CNY = 15 CNY
  equity:b
2025-01-01 earlier
  assets:a  10 CNY = 10 CNY
  assets:a:c  1 CNY
  assets:a  0 = 10 CNY
  assets:a  0 CNY =* 11 CNY
  equity:b  -11 CNY == -11 CNY
`),
    );
    expect(journal.assertions).toBe(5);
  });
});

describe("what is refused, with its line", () => {
  const posted = (line: string) => `2025-01-01 x\n  assets:a  1 CNY\n${line}\n`;
  test.each([
    ["include other.journal\n", "journal-unsupported line 1"],
    ["alias a=b\n", "journal-unsupported line 1"],
    ["~ monthly\n  assets:a  1 CNY\n  equity:b\n", "journal-unsupported line 1"],
    ["= ^income\n  (budget)  1 CNY\n", "journal-unsupported line 1"],
    ["D 1000.00 CNY\n", "journal-unsupported line 1"],
    ["Y2025\n", "journal-unsupported line 1"],
    ["2025-01-01=2025-01-02 x\n  assets:a  0 CNY\n", "journal-unsupported line 1"],
    ["01-02 x\n  assets:a  0 CNY\n", "journal-syntax line 1"],
    ["2025-02-29 x\n  assets:a  0 CNY\n", "malformed-day line 1"],
    ["2025-01-01 x\n", "entry-empty line 1"],
    ["  assets:a  1 CNY\n", "journal-syntax line 1"],
    [posted("  (equity:b)  -1 CNY"), "journal-unsupported line 3"],
    [posted("  [equity:b]  -1 CNY"), "journal-unsupported line 3"],
    [posted("  equity:b  -1 CNY @ 2 EUR"), "journal-unsupported line 3"],
    [posted("  equity:b  -1 CNY {2 EUR}"), "journal-unsupported line 3"],
    [posted("  equity:b  = -1 CNY"), "journal-unsupported line 3"],
    [posted("  equity:b  -1 CNY  ; date: 2025-01-02"), "journal-unsupported line 3"],
    [posted("  equity:b  -1 CNY\n  ; [2025-01-02]"), "journal-unsupported line 4"],
    [posted("  equity:b  -1"), "journal-syntax line 3"],
    [posted("  equity:b  -1e0 CNY"), "journal-syntax line 3"],
    [posted("  equity:b  1,5 CNY"), "journal-syntax line 3"],
    [posted("  equity:b  -1 CNY CNY"), "journal-syntax line 3"],
    [posted("  equity:b  -2 CNY"), "journal-unbalanced line 1"],
    [posted("  equity:b  -1 EUR"), "journal-unbalanced line 1"],
    [posted("  equity:b\n  equity:c"), "journal-unbalanced line 4"],
    [posted("  equity:b  -1 CNY = -2 CNY"), "assertion-failed line 3"],
    [posted("  equity:b  -1 CNY = -1 EUR"), "assertion-failed line 3"],
    [posted("  equity:b  -1 CNY = -1"), "journal-syntax line 3"],
    ["2025-01-01 x\n  assets:a  1 EUR\n  assets:a  1 CNY == 1 CNY\n  equity:b\n", "assertion-failed line 3"],
    [posted("  银行  -1 CNY"), "type-unknown line 3"],
    ["account 银行  ; type: Z\n", "type-unknown line 1"],
    ["account a;b\n", "type-unknown line 1"],
    ["commodity 1000 CNY\n", "journal-syntax line 1"],
    ["commodity 1.000,00 CNY\n", "journal-syntax line 1"],
    ["commodity 1.000000000 CNY\n", "malformed-unit line 1"],
    ["decimal-mark x\n", "journal-syntax line 1"],
  ])("%j", (text, refusal) => {
    expect(refusalOf(readHledger(text))).toBe(refusal);
  });

  test("a journal beyond the limit", () => {
    expect(refusalOf(readHledger(" ".repeat(64 * 1024 * 1024 + 1)))).toBe("journal-too-large line 1");
  });
});
