import { describe, expect, test } from "vitest";
import {
  type MeetingForm,
  type Reason,
  type RuleVersion,
  SHIPPED_RULES,
  type Tree,
  judge,
  readMeeting,
  readRule,
  thresholdOf,
} from "./index.ts";

const COMPARISONS = ["moreThan", "atLeast", "atMost"] as const;

/** The least (or greatest) figure found by trying them all, compared by cross multiplication. */
function thresholdBySearch(
  comparison: (typeof COMPARISONS)[number],
  numerator: number,
  denominator: number,
  base: number,
): number {
  const holds = (figure: number): boolean => {
    const left = BigInt(figure) * BigInt(denominator);
    const right = BigInt(numerator) * BigInt(base);
    return comparison === "moreThan" ? left > right : comparison === "atLeast" ? left >= right : left <= right;
  };
  if (comparison === "atMost") {
    let figure = base;
    while (!holds(figure)) figure -= 1;
    return figure;
  }
  let figure = 1;
  while (!holds(figure)) figure += 1;
  return figure;
}

describe("thresholds", () => {
  test("the law's own examples", () => {
    expect(thresholdOf("moreThan", { numerator: 1, denominator: 2 }, 312)).toBe(157);
    expect(thresholdOf("atLeast", { numerator: 2, denominator: 3 }, 100)).toBe(67);
    expect(thresholdOf("atLeast", { numerator: 1, denominator: 10 }, 312)).toBe(32);
    expect(thresholdOf("atMost", { numerator: 1, denominator: 5 }, 14)).toBe(2);
  });

  test("every share up to 12ths of every base up to 60 is what a search finds", () => {
    for (const comparison of COMPARISONS) {
      for (let denominator = 1; denominator <= 12; denominator += 1) {
        for (let numerator = 1; numerator <= denominator; numerator += 1) {
          for (let base = 0; base <= 60; base += 1) {
            const found = thresholdOf(comparison, { numerator, denominator }, base);
            expect(found).toBe(thresholdBySearch(comparison, numerator, denominator, base));
          }
        }
      }
    }
  });

  test("no rounding at the largest counts", () => {
    const base = 999_999_999_999;
    const found = thresholdOf("moreThan", { numerator: 997, denominator: 1000 }, base);
    expect(BigInt(found) * 1000n > 997n * BigInt(base)).toBe(true);
    expect(BigInt(found - 1) * 1000n > 997n * BigInt(base)).toBe(false);
  });
});

const BASES = [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 41, 45, 90, 100, 101, 299, 300, 301, 312, 503, 1000];

function formsOf(rule: RuleVersion): readonly MeetingForm[] {
  return rule.forms;
}

function leaves<Leaf extends object>(tree: Tree<Leaf> | null): readonly Leaf[] {
  if (tree === null) return [];
  if ("allOf" in tree) return tree.allOf.flatMap((branch) => leaves(branch));
  if ("anyOf" in tree) return tree.anyOf.flatMap((branch) => leaves(branch));
  return [tree];
}

function effects(reasons: readonly Reason[], code: string, unit: string): readonly string[] {
  return reasons.filter((reason) => reason.code === code && reason.unit === unit).map((reason) => reason.effect);
}

describe("every boundary of every shipped rule, one below and on it", () => {
  test("quorums: one below is not held, on it is held", () => {
    let judged = 0;
    for (const rule of SHIPPED_RULES) {
      for (const form of formsOf(rule)) {
        for (const leaf of leaves(form.quorum)) {
          for (const base of BASES) {
            const roll = Object.fromEntries([...form.counts, "due"].map((unit) => [unit, base]));
            const threshold = thresholdBySearch(leaf.comparison, leaf.fraction.numerator, leaf.fraction.denominator, base);
            const full = Object.fromEntries(form.counts.map((unit) => [unit, base]));
            const meet = (count: number) =>
              judge(rule, readMeeting({ form: form.id, roll, attendance: { ...full, [leaf.of]: count } }));
            expect([rule.id, base, meet(threshold).held]).toEqual([rule.id, base, true]);
            expect([rule.id, base, meet(threshold - 1).held]).toEqual([rule.id, base, false]);
            expect(effects(meet(threshold - 1).reasons, "attendance", leaf.of)).toEqual(["violated"]);
            judged += 2;
          }
        }
      }
    }
    expect(judged).toBeGreaterThan(1000);
  });

  test("majorities, those of special items too: one below fails, on it passes", () => {
    let judged = 0;
    for (const rule of SHIPPED_RULES.filter((one) => one.kind !== "selection")) {
      for (const [name, item] of [[null, null] as const, ...Object.entries(rule.items)]) {
        if (item?.decidable === false) continue;
        for (const form of formsOf(rule).filter((one) => item?.forms?.includes(one.id) ?? true)) {
          for (const leaf of leaves(item?.passing ?? form.passing ?? rule.passing)) {
            const unit = leaf.counted ?? form.counts[0] ?? "";
            for (const base of BASES) {
              const full = Object.fromEntries([...form.counts, "due"].map((counted) => [counted, base]));
              const { due: _, ...attendance } = full;
              const others = Object.fromEntries(form.counts.map((counted) => [counted, { for: base }]));
              const threshold = thresholdBySearch(leaf.comparison, leaf.fraction.numerator, leaf.fraction.denominator, base);
              const counted = new Set(
                leaves(item?.passing ?? form.passing ?? rule.passing).map((one) => one.counted ?? form.counts[0]),
              );
              const vote = (favour: number) => {
                const tally = { for: favour, against: base - favour };
                const ballots = Object.fromEntries(
                  Object.entries({ ...others, [unit]: tally }).filter(([key]) => counted.has(key)),
                );
                const facts = Object.fromEntries(rule.requires.map((required) => [required.fact, true]));
                const meeting = {
                  form: form.id,
                  roll: full,
                  attendance,
                  ballots,
                  facts,
                  ...(name === null ? {} : { item: name }),
                };
                return judge(rule, readMeeting(meeting));
              };
              expect([rule.id, name, base, vote(threshold).passed]).toEqual([rule.id, name, base, true]);
              expect([rule.id, name, base, vote(threshold - 1).passed]).toEqual([rule.id, name, base, false]);
              judged += 2;
            }
          }
        }
      }
    }
    expect(judged).toBeGreaterThan(1000);
  });

  test("initiative: one below need not be called, on it must", () => {
    let judged = 0;
    for (const rule of SHIPPED_RULES) {
      for (const right of rule.initiative) {
        for (const base of BASES) {
          const threshold =
            right.kind === "least"
              ? right.least
              : thresholdBySearch(right.comparison, right.fraction.numerator, right.fraction.denominator, base);
          const roll = right.kind === "least" ? {} : { [right.of]: base };
          const ask = (count: number) => judge(rule, readMeeting({ roll, initiative: { [right.of]: count } })).mustBeCalled;
          expect([rule.id, base, ask(threshold), ask(threshold - 1)]).toEqual([rule.id, base, true, false]);
          judged += 2;
        }
      }
    }
    expect(judged).toBeGreaterThan(500);
  });

  test("notice: the last day is in time, the day after is not", () => {
    const rules = SHIPPED_RULES.filter((rule) => rule.notice !== null);
    expect(rules.map((rule) => rule.notice?.days)).toContain(10);
    for (const rule of rules) {
      const meetingDay = rule.to === null ? "2026-03-20" : "2025-03-20";
      const latest = rule.to === null ? "2026-03-10" : "2025-03-10";
      const late = rule.to === null ? "2026-03-11" : "2025-03-11";
      expect(judge(rule, readMeeting({ meetingDay, notice: { day: latest, withAgenda: true } })).valid).toBe(true);
      expect(judge(rule, readMeeting({ meetingDay, notice: { day: late, withAgenda: true } })).valid).toBe(false);
    }
  });

  test("composition: each share and number on its edge and one beyond", () => {
    for (const rule of SHIPPED_RULES) {
      for (const wanted of rule.composition) {
        if (wanted.kind === "number") {
          const good = wanted.odd && wanted.least % 2 === 0 ? wanted.least + 1 : wanted.least;
          expect(compositionEffect(rule, { [wanted.count]: good })).toBe("met");
          if (wanted.least > 0) expect(compositionEffect(rule, { [wanted.count]: wanted.least - 1 })).not.toBe("met");
          if (wanted.most !== null) expect(compositionEffect(rule, { [wanted.count]: wanted.most + 1 })).not.toBe("met");
          continue;
        }
        const { comparison, fraction, of } = wanted;
        for (const base of [15, 45, 100]) {
          const threshold = thresholdBySearch(comparison, fraction.numerator, fraction.denominator, base);
          const beyond = comparison === "atMost" ? threshold + 1 : threshold - 1;
          const effectOf = (figure: number) =>
            judge(rule, readMeeting({ roll: { [of]: base, [wanted.count]: figure } })).reasons.find(
              (reason) => reason.unit === wanted.count && reason.comparison === comparison && reason.denominator?.unit === of,
            )?.effect;
          expect([rule.id, wanted.count, effectOf(threshold)]).toEqual([rule.id, wanted.count, "met"]);
          expect([rule.id, wanted.count, effectOf(beyond)]).not.toEqual([rule.id, wanted.count, "met"]);
        }
      }
    }
  });
});

function compositionEffect(rule: RuleVersion, roll: Readonly<Record<string, number>>): string | undefined {
  const reasons = judge(rule, readMeeting({ roll })).reasons.filter((reason) => reason.code.startsWith("composition-"));
  return reasons.find((reason) => reason.figure !== null && reason.denominator === null)?.effect;
}

describe("the same rule, tightened by one share, turns the same figures", () => {
  test("more than half and at least half differ only on an even hall", () => {
    const rule = (measure: object) =>
      readRule({
        format: "gongzhi-decision-rule/1",
        id: "half",
        version: "1",
        kind: "meeting",
        name: { "zh-CN": "半数", en: "half" },
        level: "village",
        source: { text: "章程", edition: "1", confirmed: true },
        from: null,
        forms: [{ id: "all", counts: ["seats"] }],
        passing: { of: "present", ...measure },
      });
    for (let present = 1; present <= 40; present += 1) {
      for (let favour = 0; favour <= present; favour += 1) {
        const meeting = readMeeting({ attendance: { seats: present }, ballots: { for: favour } });
        const more = judge(rule({ moreThan: "1/2" }), meeting).passed;
        const atLeast = judge(rule({ atLeast: { numerator: 1, denominator: 2 } }), meeting).passed;
        expect(more).toBe(favour * 2 > present);
        expect(atLeast).toBe(favour * 2 >= present);
      }
    }
  });
});
