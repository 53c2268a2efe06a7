import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { oneOf, type Random, randomFrom } from "../fixtures/random.ts";
import { villageBook, villageYear, cny } from "../fixtures/village-book.ts";
import { accepted } from "../fixtures/accepted.ts";
import { findAlterations, type PostingRow, rowsOf, type RowSeal, rowText } from "./rows.ts";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function sealsOf(rows: readonly PostingRow[]): readonly RowSeal[] {
  return rows.map((row) => ({ number: row.number, line: row.line, hash: sha256(rowText(row)) }));
}

/** 400 entries of two postings, some tagged, some reversed. */
function manyRows(): readonly PostingRow[] {
  const random = randomFrom(6);
  const book = villageBook();
  for (let index = 0; index < 400; index += 1) {
    const amount = 1 + random(100_000);
    const date = `2025-${String(1 + random(12)).padStart(2, "0")}-${String(1 + random(28)).padStart(2, "0")}`;
    const postings = [cny("资产:库存现金", amount), cny("收入:租金", -amount)];
    const tags = index % 3 === 0 ? { tags: { voucher: String(index) } } : {};
    accepted(book.post({ key: `k${index}`, date, text: `租金 ${index}`, postings, ...tags }));
    if (index % 20 === 0) accepted(book.reverse({ key: `b${index}`, of: `k${index}`, date, reason: "重复" }));
  }
  return [...book.entries()].flatMap(rowsOf);
}

type Edited = { readonly rows: readonly PostingRow[]; readonly named: readonly string[] };

function change(rows: readonly PostingRow[], at: number, fields: Partial<PostingRow>): Edited {
  const edited = rows.map((row, index) => (index === at ? { ...row, ...fields } : row));
  return { rows: edited, named: [`${rows[at]!.number}.${rows[at]!.line} altered`] };
}

/** What somebody with all rights on the tables could do to one row, and what must be named. */
function edit(random: Random, rows: readonly PostingRow[]): Edited {
  const at = random(rows.length);
  const row = rows[at]!;
  switch (random(8)) {
    case 0:
      return change(rows, at, { amount: row.amount + oneOf(random, [1, -1, 100, -2 * row.amount || 1]) });
    case 1:
      return change(rows, at, { account: row.account === "资产:库存现金" ? "资产:银行存款:信用社" : "资产:库存现金" });
    case 2:
      return change(rows, at, { date: row.date === "2025-12-31" ? "2025-12-30" : "2025-12-31" });
    case 3:
      return change(rows, at, { text: `${row.text} ` });
    case 4:
      return change(rows, at, { unit: "工分" });
    case 5:
      return { rows: rows.toSpliced(at, 1), named: [`${row.number}.${row.line} missing`] };
    case 6: {
      const copy = { ...row, number: rows.at(-1)!.number + 1 };
      return { rows: [...rows, copy], named: [`${copy.number}.${copy.line} added`] };
    }
    default: {
      const other = (at + 1 + random(rows.length - 1)) % rows.length;
      const [a, b] = [row, rows[other]!];
      const swapped = rows.map((one, index) => {
        if (index === at) return { ...one, number: b.number, line: b.line };
        return index === other ? { ...one, number: a.number, line: a.line } : one;
      });
      return { rows: swapped, named: [`${a.number}.${a.line} altered`, `${b.number}.${b.line} altered`].toSorted() };
    }
  }
}

test("100 edits of the stored rows, of eight kinds: each named to the row, nothing else named", () => {
  const random = randomFrom(19);
  const rows = manyRows();
  const seals = sealsOf(rows);
  expect(findAlterations(rows, seals, sha256)).toEqual([]);
  for (let times = 0; times < 100; times += 1) {
    const edited = edit(random, rows);
    const found = findAlterations(edited.rows, seals, sha256).map(({ number, line, what }) => `${number}.${line} ${what}`);
    expect(found.toSorted()).toEqual(edited.named);
  }
});

test("a row's text does not depend on how its fields were put together", () => {
  const [row] = rowsOf([...villageYear().entries()][0]!);
  const backwards = Object.fromEntries(Object.entries(row!).toReversed()) as PostingRow;
  expect(rowText(backwards)).toBe(rowText(row!));
  expect(rowText({ ...row!, tags: { b: "1", a: "2" } })).toBe(rowText({ ...row!, tags: { a: "2", b: "1" } }));
  expect(rowText(row!)).toBe(
    '{"account":"资产:银行存款:信用社","amount":50000000,"date":"2025-01-05","key":"1","kind":"entry","line":1,"number":1,"text":"期初","unit":"CNY"}',
  );
});
