import { describe, expect, test } from "vitest";
import { makePool } from "./pool.ts";
import { readCandidates } from "./read-candidates.ts";
import { readQuotas } from "./read-quotas.ts";
import type { PanelTable } from "./table.ts";

function table(headings: readonly string[], ...rows: readonly (readonly string[])[]): PanelTable {
  return {
    headings,
    rows: rows.map((cells, index) => ({
      line: index + 2,
      values: Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ""])),
    })),
  };
}

const QUOTAS = readQuotas(table(["feature", "value", "min", "max"], ["sex", "女", "1", "2"], ["sex", "男", "1", "2"]));

describe("quotas", () => {
  test.each([
    [["feature", "value", "min", "max"]],
    [["category", "name", "min", "max"]],
    [[" Category ", "Name", "MIN", "Max"]],
    [["特征", "取值", "最少", "最多"]],
    [["类别", "选项", "下限", "上限"]],
  ])("under the headings %j", (headings) => {
    expect(readQuotas(table(headings, ["sex", " 女 ", "1", "2.0"], ["", "", "", ""]))).toEqual([
      { feature: "sex", value: "女", min: 1, max: 2 },
    ]);
  });

  test("with how far they may be relaxed", () => {
    const read = readQuotas(table(["feature", "value", "min", "max", "min_flex", "max_flex"], ["sex", "女", "1", "2", "0", "3"]));
    expect(read).toEqual([{ feature: "sex", value: "女", min: 1, max: 2, minFlex: 0, maxFlex: 3 }]);
  });

  test.each([
    [["sex", "女", "x", "2"], "bad-number", 2],
    [["sex", "女", "1", ""], "bad-number", 2],
    [["sex", "女", "-1", "2"], "bad-number", 2],
    [["sex", "女", "1.5", "2"], "bad-number", 2],
    [["sex", "女", "3", "2"], "bad-quota", 2],
    [["sex", "", "1", "2"], "missing-value", 2],
  ])("the row %j is refused: %s in line %i", (row, code, line) => {
    expect(() => readQuotas(table(["feature", "value", "min", "max"], row))).toThrow(expect.objectContaining({ code, line }));
  });

  test("twice the same, none at all, no column", () => {
    const headings = ["feature", "value", "min", "max"];
    expect(() => readQuotas(table(headings, ["sex", "女", "1", "2"], ["sex", "女", "1", "2"]))).toThrow(
      expect.objectContaining({ code: "duplicate", line: 3 }),
    );
    expect(() => readQuotas(table(headings))).toThrow(expect.objectContaining({ code: "no-quotas" }));
    expect(() => readQuotas(table(["feature", "value", "min"], ["sex", "女", "1"]))).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });
});

describe("candidates", () => {
  test("with an id column, or the first; other columns are left alone", () => {
    const read = readCandidates(table(["name", "sex", "编号"], ["王", "女", " 7 "], ["李", " 男", "8"]), QUOTAS);
    expect(read).toEqual([
      { id: "7", values: { sex: "女" } },
      { id: "8", values: { sex: "男" } },
    ]);
    expect(readCandidates(table(["name", "sex"], ["王", "女"]), QUOTAS)[0]!.id).toBe("王");
    expect(readCandidates(table(["id", "Sex", "code"], ["1", "女", "x"]), QUOTAS, { idColumn: "Code" })[0]!.id).toBe("x");
  });

  test("of one address are a household, however it is spaced; who has none lives alone", () => {
    const read = readCandidates(
      table(
        ["id", "sex", "street", "zip"],
        ["1", "女", "和平街 1号", "100"],
        ["2", "男", "和平街　1号", "100"],
        ["3", "男", "", ""],
      ),
      QUOTAS,
      { addressColumns: ["street", "zip"] },
    );
    expect(read[0]!.household).toBe(read[1]!.household);
    expect(read[2]!.household).toBeUndefined();
    expect(makePool({ candidates: read, quotas: QUOTAS, size: 2 }).rowUpper).toEqual([2, 2, 2, 1]);
  });

  test.each([
    [["1", "女"], ["1", "男"], "duplicate", 3],
    [["1", "女"], ["", "男"], "missing-value", 3],
    [["1", "女"], ["2", ""], "missing-value", 3],
    [["1", "女"], ["2", "unknown"], "unknown-value", 3],
  ])("%j, %j are refused: %s in line %i", (first, second, code, line) => {
    expect(() => readCandidates(table(["id", "sex"], first, second), QUOTAS)).toThrow(expect.objectContaining({ code, line }));
  });

  test("without any, or without a feature's column, or without one for ids", () => {
    expect(() => readCandidates(table(["sex"], ["女"]), QUOTAS)).toThrow(expect.objectContaining({ code: "missing-column" }));
    expect(() => readCandidates(table(["id", "sex"]), QUOTAS)).toThrow(expect.objectContaining({ code: "no-candidates" }));
    expect(() => readCandidates(table(["id", "age"], ["1", "2"]), QUOTAS)).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });
});

describe("a request", () => {
  const candidates = readCandidates(table(["id", "sex"], ["1", "女"], ["2", "男"]), QUOTAS);

  test.each([0, -1, 1.5, 1001, Number.NaN])("for %d seats is refused", (size) => {
    expect(() => makePool({ candidates, quotas: QUOTAS, size })).toThrow(expect.objectContaining({ code: "bad-size" }));
  });

  test("for more seats than candidates, or than households, is refused", () => {
    expect(() => makePool({ candidates, quotas: QUOTAS, size: 3 })).toThrow(
      expect.objectContaining({ code: "too-few-candidates" }),
    );
    const together = candidates.map((candidate) => ({ ...candidate, household: "one" }));
    expect(() => makePool({ candidates: together, quotas: QUOTAS, size: 2 })).toThrow(
      expect.objectContaining({ code: "too-few-candidates" }),
    );
  });

  test.each([
    [[{ id: "1", values: {} }], "missing-value"],
    [[{ id: "1", values: { sex: "?" } }], "unknown-value"],
    [[candidates[0]!, candidates[0]!], "duplicate"],
    [[], "no-candidates"],
  ])("with candidates %j is refused: %s", (odd, code) => {
    expect(() => makePool({ candidates: odd, quotas: QUOTAS, size: 1 })).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [[], "no-quotas"],
    [[...QUOTAS, QUOTAS[0]!], "duplicate"],
    [[{ ...QUOTAS[0]!, min: 3 }], "bad-quota"],
    [[{ ...QUOTAS[0]!, maxFlex: 1 }], "bad-quota"],
  ])("with quotas %j is refused: %s", (odd, code) => {
    expect(() => makePool({ candidates, quotas: odd, size: 1 })).toThrow(expect.objectContaining({ code }));
  });
});
