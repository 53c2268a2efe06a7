import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ExplainedVerdict, type Reason, judgeDocuments } from "./index.ts";

const EXAMPLES = new URL("../examples/", import.meta.url);

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, EXAMPLES), "utf8"));
}

function judgeExample(name: string): ExplainedVerdict {
  return judgeDocuments(readJson(`${name}/rule.json`), readJson(`${name}/meeting.json`));
}

function reason(verdict: ExplainedVerdict, code: string, unit?: string): Reason | undefined {
  return verdict.reasons.find((one) => one.code === code && (unit === undefined || one.unit === unit));
}

/** The worked verdicts: figures, threshold, denominator and article as the law's table states them. */
describe("worked verdicts", () => {
  test("1: 156 of 312 adults: not held, more than half of 312 is 157", () => {
    const verdict = judgeExample("01-assembly-one-short");
    expect([verdict.outcome, verdict.held, verdict.valid, verdict.passed]).toEqual(["not-held", false, false, null]);
    expect(reason(verdict, "attendance")).toMatchObject({
      effect: "violated",
      figure: 156,
      threshold: 157,
      share: "1/2",
      article: "22",
      denominator: { of: "all", unit: "adults", count: 312 },
    });
  });

  test("2: 157 present, 79 for: passes, more than half of those present is 79", () => {
    const verdict = judgeExample("02-assembly-passes");
    expect([verdict.outcome, verdict.held, verdict.valid, verdict.passed]).toEqual(["passed", true, true, true]);
    expect(reason(verdict, "votes")).toMatchObject({
      figure: 79,
      threshold: 79,
      article: "22",
      denominator: { of: "present", unit: "adults", count: 157 },
    });
  });

  test("3: 78 for, 60 against, 19 abstain: fails, abstentions are present", () => {
    const verdict = judgeExample("03-abstentions-are-present");
    expect([verdict.outcome, verdict.held, verdict.passed]).toEqual(["failed", true, false]);
    expect(reason(verdict, "votes")).toMatchObject({ effect: "violated", figure: 78, threshold: 79 });
  });

  test("4: 60 of 90 households, 31 for: held and passes", () => {
    const verdict = judgeExample("04-assembly-of-households");
    expect([verdict.outcome, verdict.form]).toEqual(["passed", "households"]);
    expect(reason(verdict, "attendance")).toMatchObject({ threshold: 60, share: "2/3", article: "22" });
    expect(reason(verdict, "votes")).toMatchObject({ figure: 31, threshold: 31 });
  });

  test("5: 14 women of 45: a warning; 30 present and 16 for: held and passes", () => {
    const verdict = judgeExample("05-representatives-too-few-women");
    expect([verdict.outcome, verdict.held, verdict.passed]).toEqual(["passed", true, true]);
    expect(reason(verdict, "composition-share", "women")).toMatchObject({
      effect: "warning",
      figure: 14,
      threshold: 15,
      share: "1/3",
      article: "25",
    });
    expect(reason(verdict, "attendance")).toMatchObject({ threshold: 30, article: "26" });
    expect(reason(verdict, "votes")).toMatchObject({ threshold: 16, article: "26" });
  });

  test("6: 28 of 41 due to attend, 20 for: held; fails, more than half of those due to attend is 21", () => {
    const verdict = judgeExample("06-party-members-review");
    expect([verdict.outcome, verdict.held, verdict.passed]).toEqual(["failed", true, false]);
    expect(reason(verdict, "attendance")).toMatchObject({ threshold: 28, denominator: { of: "due", count: 41 } });
    expect(reason(verdict, "votes")).toMatchObject({ figure: 20, threshold: 21, denominator: { of: "due", count: 41 } });
  });

  test("7: 336 of 503 attend, 335 for: held; fails, two thirds of all members is 336", () => {
    const verdict = judgeExample("07-collective-one-short-of-all");
    expect([verdict.outcome, verdict.held, verdict.passed]).toEqual(["failed", true, false]);
    expect(reason(verdict, "votes")).toMatchObject({
      figure: 335,
      threshold: 336,
      article: "27",
      denominator: { of: "all", unit: "members", count: 503 },
    });
  });

  test("8: benefits for non-members, 378 of 503: passes, three quarters of all is 378", () => {
    const verdict = judgeExample("08-benefits-for-non-members");
    expect(verdict.outcome).toBe("passed");
    expect(reason(verdict, "votes")).toMatchObject({ figure: 378, threshold: 378, share: "3/4", article: "15" });
  });

  test("9: notice on 11 March for 20 March: invalid, 10 March at the latest", () => {
    const verdict = judgeExample("09-notice-one-day-late");
    expect([verdict.outcome, verdict.held, verdict.valid]).toEqual(["invalid", null, false]);
    expect(reason(verdict, "notice")).toMatchObject({
      effect: "violated",
      figure: 9,
      threshold: 10,
      article: "21",
      params: { latest: "2026-03-10" },
    });
  });

  test("10: 32 of 312 adults ask: the assembly must be called", () => {
    const verdict = judgeExample("10-one-in-ten-ask");
    expect([verdict.outcome, verdict.mustBeCalled]).toEqual(["must-be-called", true]);
    expect(reason(verdict, "initiative")).toMatchObject({ figure: 32, threshold: 32, share: "1/10", article: "21" });
  });

  test("11: delegates and the distribution of land compensation: beyond their power whatever the votes", () => {
    const verdict = judgeExample("11-delegates-cannot-decide");
    expect([verdict.outcome, verdict.valid, verdict.passed]).toEqual(["beyond-power", false, false]);
    expect(reason(verdict, "item-beyond-power")).toMatchObject({ effect: "violated", article: "28" });
  });

  test("12: owners: the area suffices and the owners do not", () => {
    const verdict = judgeExample("12-owners-two-denominators");
    expect([verdict.outcome, verdict.held]).toEqual(["not-held", false]);
    expect(reason(verdict, "attendance", "owners")).toMatchObject({
      effect: "violated",
      figure: 66,
      threshold: 67,
      article: "278",
    });
    expect(reason(verdict, "attendance", "area")).toMatchObject({ effect: "met", figure: 6700, threshold: 6667 });
  });
});

describe("further examples", () => {
  test.each([
    ["13-local-rule-tightens", "invalid"],
    ["14-council-by-choice", "partly-filled"],
    ["15-recall", "passed"],
    ["16-proxies-of-the-collective", "failed"],
    ["17-rule-of-a-neighbourhood", "passed"],
  ])("%s: %s", (name, outcome) => {
    expect(judgeExample(name).outcome).toBe(outcome);
  });

  test("every example is one of these, and every reason has its sentences in full", () => {
    const names = readdirSync(EXAMPLES).sort();
    expect(names).toHaveLength(17);
    for (const name of names) {
      for (const { sentence } of judgeExample(name).reasons) {
        expect(sentence["zh-CN"]).toMatch(/[一-鿿]/u);
        expect(`${sentence["zh-CN"]}${sentence.en}`).not.toMatch(/[{}]|undefined|null|NaN/u);
      }
    }
  });

  test("before the vote the verdict says what will be needed: first to be held, then to pass", () => {
    const before = judgeDocuments({ use: "villagers-assembly" }, { roll: { adults: 312, households: 90 } });
    expect(before).toMatchObject({ outcome: "not-judged", held: null, valid: null, passed: null });
    const needed = before.reasons.filter((one) => one.code === "attendance-needed");
    expect(needed.map((one) => [one.unit, one.threshold, one.effect])).toEqual([
      ["adults", 157, "info"],
      ["households", 60, "info"],
    ]);
    const held = judgeDocuments({ use: "villagers-assembly" }, { roll: { adults: 312 }, attendance: { adults: 200 } });
    expect([held.outcome, held.held, held.passed]).toEqual(["held", true, null]);
    expect(reason(held, "votes-needed")).toMatchObject({
      figure: null,
      threshold: 101,
      denominator: { of: "present", count: 200 },
    });
  });

  test("one ballot more or less turns each of the verdicts that stand on the edge", () => {
    const rule = { use: "collective-members-meeting" };
    const meeting = (favour: number) => ({ roll: { members: 503 }, attendance: { members: 336 }, ballots: { for: favour } });
    expect(judgeDocuments(rule, meeting(335)).passed).toBe(false);
    expect(judgeDocuments(rule, meeting(336)).passed).toBe(true);
    const owners = (count: number) => ({ roll: { owners: 100, area: 10_000 }, attendance: { owners: count, area: 6667 } });
    expect(judgeDocuments({ use: "owners-assembly" }, owners(66)).held).toBe(false);
    expect(judgeDocuments({ use: "owners-assembly" }, owners(67)).held).toBe(true);
  });

  test("a figure kept in hundredths is judged as the whole number it is, and read with its point", () => {
    const judged = (area: number) =>
      judgeDocuments(
        { use: "owners-assembly", with: { decimals: { area: 2 } } },
        { roll: { owners: 3, area: 30_001 }, attendance: { owners: 2, area } },
      );
    const said = (area: number) =>
      judged(area).reasons.find(({ code, unit }) => code === "attendance" && unit === "area")?.sentence.en ?? "";
    for (const words of ["200.00", "200.01", "300.01"]) expect(said(20_000)).toContain(words);
    expect(said(5)).toContain("0.05");
    expect([judged(20_000).held, judged(20_001).held]).toEqual([false, true]);
  });
});
