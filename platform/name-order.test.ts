import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byName, compareNames } from "./name-order.ts";

const inOrder = (names: readonly string[]) => names.toSorted(compareNames);

describe("names in the order people read them in", () => {
  test.each([
    [["第一村民小组", "第二村民小组", "第三村民小组", "第十村民小组", "第十一村民小组", "第二十村民小组"]],
    [["1组", "2组", "10组", "２１组"]],
    [["一组", "2组", "三组", "10组", "十二组"]],
    [["甲组", "乙组", "丙组", "丁组"]],
    [["一百零五号楼", "一百一十号楼", "二百号楼", "一千号楼"]],
    [["1号楼2单元", "1号楼10单元", "2号楼1单元"]],
    [["八组", "北坡组", "丁家组", "东坡组", "南坡组"]],
  ])("%j", (names) => {
    expect(inOrder(names.toReversed())).toEqual(names);
  });

  test("a stem that is a name stays one", () => {
    expect(inOrder(["丁家村", "包家村"])).toEqual(["包家村", "丁家村"]);
  });
});

/** Another writer: 1 to 9,999 as they are said. */
function said(n: number): string {
  const signs = "零一二三四五六七八九";
  const units = ["", "十", "百", "千"];
  const digits = String(n).split("").map(Number);
  const words = digits
    .map((digit, place) => (digit === 0 ? "零" : `${signs[digit] ?? ""}${units[digits.length - 1 - place] ?? ""}`))
    .join("")
    .replace(/零+/gu, "零")
    .replace(/零$/u, "");
  return words.startsWith("一十") ? words.slice(1) : words;
}

test("every number up to 9,999 comes where it belongs, said or in digits", () => {
  const said9999 = Array.from({ length: 9_999 }, (_, index) => `第${said(index + 1)}组`);
  for (let at = 1; at < said9999.length; at += 1)
    if (compareNames(said9999[at - 1] ?? "", said9999[at] ?? "") >= 0)
      throw new Error(`${said9999[at] ?? ""} is not after the one before`);
  const number = fc.integer({ min: 1, max: 9_999 });
  fc.assert(
    fc.property(number, number, (one, other) => {
      fc.pre(one !== other);
      expect(Math.sign(compareNames(`${said(one)}组`, `${other}组`))).toBe(Math.sign(one - other));
    }),
  );
});

test("it is an order: the same from both ends, and no two names are in one place", () => {
  const name = fc.string({ unit: fc.constantFrom("第", "一", "十", "3", "组", "丁", "家", "甲", "百"), maxLength: 6 });
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) || 0);
      expect(compareNames(a, b) === 0).toBe(a === b);
      if (compareNames(a, b) < 0 && compareNames(b, c) < 0) expect(compareNames(a, c)).toBeLessThan(0);
    }),
    { numRuns: 5_000 },
  );
  expect([{ n: "三组" }, { n: "二组" }].toSorted(byName(({ n }) => n)).map(({ n }) => n)).toEqual(["二组", "三组"]);
});
