import fc from "fast-check";
import { expect, test } from "vitest";
import { compareTexts, type ComparedLine, type Mark } from "./compare-texts.ts";

const side = (lines: readonly ComparedLine[], mark: Mark) =>
  lines
    .filter(({ kind }) => kind === "same" || kind === "changed" || kind === mark)
    .map(({ stretches }) => stretches.filter((one) => one.mark === "same" || one.mark === mark).map(({ text }) => text))
    .map((texts) => texts.join(""))
    .join("\n");

test("an article keeps its place however much of it is new; what stands between is added or gone", () => {
  const before = "第一条 提前十天通知村民。\n第二条 由村民委员会召集。\n第三条 作废的一条。";
  const after = "第一条 提前七天通知全体村民。\n新写的一段。\n第二条 由村民委员会召集。";
  expect(compareTexts(before, after)).toEqual([
    {
      kind: "changed",
      stretches: [
        { text: "第一条 提前", mark: "same" },
        { text: "十天", mark: "gone" },
        { text: "七天", mark: "added" },
        { text: "通知", mark: "same" },
        { text: "全体", mark: "added" },
        { text: "村民。", mark: "same" },
      ],
    },
    { kind: "added", stretches: [{ text: "新写的一段。", mark: "added" }] },
    { kind: "same", stretches: [{ text: "第二条 由村民委员会召集。", mark: "same" }] },
    { kind: "gone", stretches: [{ text: "第三条 作废的一条。", mark: "gone" }] },
  ]);
});

test("an article that only got another number is not told as new, and its number belongs to what was put before it", () => {
  const told = compareTexts(
    "第一条 甲乙丙。\n第二条 报镇政府备案。",
    "第一条 甲乙丙。\n第二条 无人机提前通知。\n第三条 报镇政府备案。",
  );
  expect(told.map(({ kind }) => kind)).toEqual(["same", "added", "changed"]);
  expect(told[2]?.stretches.filter(({ mark }) => mark !== "same").map(({ text }) => text)).toEqual(["第二", "第三"]);
});

test("lines without a number are one line where they are alike, and two where they are not", () => {
  const kinds = (before: string, after: string) => compareTexts(before, after).map(({ kind }) => kind);
  expect(kinds("会议纪要由专人保管三年", "会议纪要由专人保管五年")).toEqual(["changed"]);
  expect(kinds("会议纪要由专人保管三年", "水费每季度公布一次")).toEqual(["gone", "added"]);
  expect(kinds("第一条 甲", "第二条 乙")).toEqual(["gone", "added"]);
});

test("both texts come back out of their comparison", () => {
  const line = fc.oneof(
    fc.constantFrom("第一条 甲乙丙丁", "第二条 戊己庚辛", "", "甲乙丙丁戊己", "甲乙丙丁戊庚"),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
  const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = compareTexts(before, after);
      expect(side(lines, "gone")).toBe(before);
      expect(side(lines, "added")).toBe(after);
    }),
    { numRuns: 500 },
  );
});

test("two long texts that share nothing are told apart without an edit script of each character", () => {
  const [before, after] = ["甲", "乙"].map((one) => one.repeat(30_000));
  expect(compareTexts(before ?? "", after ?? "").map(({ kind }) => kind)).toEqual(["gone", "added"]);
  const lines = (one: string) => Array.from({ length: 3_000 }, (_, place) => `${one}${place}`).join("\n");
  expect(compareTexts(lines("甲"), lines("乙"))).toHaveLength(6_000);
});
