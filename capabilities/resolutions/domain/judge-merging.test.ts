import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeMerging, type Merging } from "./judge-merging.ts";

const rule = { title: "四议两公开", titleEn: "Four deliberations", version: 1, source: "四议两公开" };
const MERGED: Merging = {
  allowed: true,
  rule,
  day: "2026-11-20",
  lastDay: "2026-12-20",
  today: "2026-11-22",
  secretaries: ["a"],
  heads: ["a"],
};
const missing = (change: Partial<Merging>) =>
  judgeMerging({ ...MERGED, ...change })
    .filter(({ met }) => !met)
    .map(({ sentence }) => sentence["zh-CN"]);

test("one person in both posts, the rule allows it, in time: nothing is missing", () => {
  expect(missing({})).toEqual([]);
  expect(missing({ today: "2026-12-20" })).toEqual([]);
});

test("what is missing is told", () => {
  expect(missing({ heads: ["b"] })).toEqual([expect.stringContaining("由 2 人分别担任")]);
  expect(missing({ heads: ["a", "b"] })).toEqual([expect.stringContaining("由 2 人分别担任")]);
  expect(missing({ heads: [] })).toEqual([expect.stringContaining("村民委员会没有登记主要负责人")]);
  expect(missing({ secretaries: [] })).toEqual([expect.stringContaining("村党组织没有登记主要负责人")]);
  expect(missing({ allowed: false })).toEqual([expect.stringContaining("不允许")]);
  expect(missing({ today: "2026-12-21" })).toEqual([expect.stringContaining("已经过期")]);
});

const persons = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 3 });
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-11-${String(n).padStart(2, "0")}`);

test("it opens on all of its facts and on nothing less, whoever holds what", () => {
  fc.assert(
    fc.property(
      fc.record({
        allowed: fc.constantFrom(true, false, undefined, "true", 1),
        secretaries: persons,
        heads: persons,
        lastDay: day,
        today: day,
      }),
      (change) => {
        const facts = judgeMerging({ ...MERGED, ...change });
        const [first] = change.secretaries;
        const everybody = [...change.secretaries, ...change.heads];
        const one = first !== undefined && change.heads.length > 0 && everybody.every((person) => person === first);
        const inTime = Number(change.today.slice(-2)) <= Number(change.lastDay.slice(-2));
        expect(facts.every(({ met }) => met)).toBe(change.allowed === true && one && inTime);
        expect(facts.every(({ text }) => text === "四议两公开")).toBe(true);
      },
    ),
    { numRuns: 5_000 },
  );
});
