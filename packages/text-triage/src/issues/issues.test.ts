import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, realPath } from "../../bench/real-data.ts";
import { expectRefusal } from "../fixtures/expect-refusal.ts";
import { createRandom } from "../random.ts";
import { centreOf, nearnessOf } from "./centre.ts";
import { findIssues, type Issue } from "./find-issues.ts";
import { groupRows, LIMITS } from "./group.ts";
import { DEFAULT_HEAT, heatOf, type IssueFigures, readHeatFormula } from "./heat.ts";
import type { IssueText } from "./issue-text.ts";
import { buildIssueVectors } from "./issue-vectors.ts";

const DAY = 86_400_000;
const FIGURES: IssueFigures = { reporters: 5, repeats: 2, likes: 10, dislikes: 1, days: 12, quietDays: 30 };

/** Complaints on two matters in one estate, one of them in another estate too, and what everybody else writes of. */
const MATTERS = [
  { key: "mixer", place: "碧波新城", what: ["搅拌站", "噪音扰民", "粉尘很大", "水泥罐车", "夜里轰鸣"] },
  { key: "parking", place: "碧波新城", what: ["捆绑销售", "车位", "强制购买", "购房合同", "开发商"] },
  { key: "mixer elsewhere", place: "杏林花园", what: ["搅拌站", "噪音扰民", "粉尘很大", "水泥罐车", "夜里轰鸣"] },
] as const;
const NOISE =
  "图书馆 公交车 红绿灯 幼儿园 门诊 报销 社保 自来水 路灯 垃圾 油烟 电梯 消防 学位 补课 农田 水渠 果树 户口 婚姻".split(" ");

function inventIssues(seed: number): readonly IssueText[] {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const complaints = MATTERS.flatMap(({ key, place, what }) =>
    Array.from({ length: 12 }, (_, index) => ({
      id: `${key} ${index}`,
      title: `${place}${pick(what)}${pick(what)}`,
      detail: `${place}旁边${pick(what)}，${pick(what)}，${pick(what)}，${pick(NOISE)}。`,
      time: index * DAY,
      reporter: `${key} ${index % 10}`,
      likes: index,
    })),
  );
  const others = Array.from({ length: 240 }, (_, index) => ({
    id: `other ${index}`,
    title: `${pick(NOISE)}${pick(NOISE)}`,
    detail: `${pick(NOISE)}、${pick(NOISE)}、${pick(NOISE)}、${pick(NOISE)}。`,
    time: index * DAY,
  }));
  return [...complaints, ...others];
}

describe("issues", () => {
  it("part one matter from another in one place, and one matter in two places", () => {
    const issues = findIssues(inventIssues(1));
    for (const { key } of MATTERS) {
      const [best] = sharesOf(issues, key);
      expect(best!.share, key).toBeGreaterThanOrEqual(0.8);
      const strange = best!.issue.ids.filter((id) => !new RegExp(`^${key} \\d+$`, "u").test(id));
      expect(strange.length, key).toBeLessThanOrEqual(1);
    }
    expect(sharesOf(issues, "mixer")[0]!.issue.title).toContain("碧波新城");
  });

  it("are the same however the messages come", () => {
    const texts = inventIssues(2);
    const sets = (issues: readonly Issue[]) => issues.map(({ ids }) => ids.toSorted().join("|")).sort();
    const [forth, back] = [findIssues(texts), findIssues(texts.toReversed())].map((issues) =>
      issues.filter(({ ids }) => ids.length > 9),
    );
    expect(forth!.length).toBeGreaterThanOrEqual(3);
    expect(sets(back!)).toEqual(sets(forth!));
    expect(findIssues(texts)).toEqual(findIssues(texts.map((text) => ({ ...text }))));
  });

  it("keep every member within the limits, so that the mean cosine of their pairs is bounded", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const vectors = buildIssueVectors(inventIssues(seed));
        const met = new Set<number>();
        for (const { rows } of groupRows(vectors)) {
          const centre = centreOf(vectors, rows);
          let mean = 0;
          for (const row of rows) {
            expect(met.has(row)).toBe(false);
            met.add(row);
            const { whole, what } = nearnessOf(vectors, centre, row);
            expect(whole).toBeGreaterThanOrEqual(LIMITS.member);
            expect(what).toBeGreaterThanOrEqual(LIMITS.what);
            mean += whole / rows.length;
          }
          expect(mean * mean).toBeGreaterThanOrEqual(LIMITS.member ** 2);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("do not chain: a row of messages, each like the next, is not one issue", () => {
    const words = Array.from(
      { length: 60 },
      (_, index) => String.fromCharCode(0x4e00 + 7 * index).repeat(2) + String.fromCharCode(0x5e00 + 11 * index),
    );
    const chain = Array.from({ length: 40 }, (_, index) => ({
      id: `${index}`,
      title: "",
      detail: words.slice(index, index + 6).join("，"),
    }));
    const issues = findIssues(chain);
    expect(issues.length).toBeGreaterThan(2);
    for (const { ids } of issues) {
      const places = ids.map(Number);
      expect(Math.max(...places) - Math.min(...places)).toBeLessThan(12);
    }
  });

  it("end with a long silence", () => {
    const texts = inventIssues(3).filter(({ id }) => id.startsWith("mixer ") || id.startsWith("other"));
    const later = texts.map((text) =>
      /^mixer (?:1|3|5|7|9|11)$/u.test(text.id) ? { ...text, time: text.time! + 400 * DAY } : text,
    );
    const ofMixer = findIssues(later).filter(({ ids }) => ids.filter((id) => /^mixer \d/u.test(id)).length > 2);
    expect(ofMixer.length).toBeGreaterThanOrEqual(2);
    for (const { from, to } of ofMixer) expect((to! - from!) / DAY).toBeLessThan(180);
    expect(findIssues(later, { silenceDays: 1_000 }).length).toBeLessThanOrEqual(findIssues(later).length);
  });

  it("count persons, not how often one writes", () => {
    const issue = findIssues(inventIssues(4)).find(({ ids }) => ids[0]!.startsWith("parking"));
    expect(issue!.figures.reporters + issue!.figures.repeats).toBe(issue!.ids.length);
    expect(issue!.figures.reporters).toBeLessThanOrEqual(11);
  });

  it("mask persons in titles", () => {
    const texts = Array.from({ length: 6 }, (_, index) => ({
      id: `${index}`,
      title: `村民周小满反映鱼塘污染`,
      detail: `柳溪旁边的鱼塘污染严重，鱼苗死了第${index}批。`,
    }));
    const issue = findIssues([...texts, ...inventIssues(5)]).find(({ ids }) => ids.includes("0"));
    expect(issue!.title).toBe("村民〔姓名〕反映鱼塘污染");
  });

  it("refuse an id twice and formulas that say nothing", () => {
    const [one] = inventIssues(1);
    expectRefusal(() => findIssues([one!, one!]), "duplicate-id");
    expectRefusal(() => findIssues([one!], { silenceDays: 0 }), "bad-option");
    for (const formula of [null, {}, { terms: [] }, { terms: [{ measure: "anger", scale: "linear", weight: 1 }] }]) {
      expectRefusal(() => readHeatFormula(formula), "bad-option");
    }
    expectRefusal(
      () => readHeatFormula({ terms: [{ measure: "days", scale: "linear", weight: 1, halfLifeDays: 0 }] }),
      "bad-option",
    );
  });
});

describe("heat", () => {
  it("is the sum the formula says", () => {
    expect(heatOf(FIGURES, DEFAULT_HEAT)).toBeCloseTo(5 + 0.5 * (Math.log(3) + Math.log(11) + Math.log(2)), 12);
    const fading = readHeatFormula({ terms: [{ measure: "reporters", scale: "linear", weight: 2, halfLifeDays: 30 }] });
    expect(heatOf(FIGURES, fading)).toBeCloseTo(5, 12);
  });

  it("never falls because one person more wrote or clicked", () => {
    for (const measure of ["reporters", "repeats", "likes", "dislikes"] as const) {
      expect(heatOf({ ...FIGURES, [measure]: FIGURES[measure] + 1 }, DEFAULT_HEAT)).toBeGreaterThan(
        heatOf(FIGURES, DEFAULT_HEAT),
      );
    }
  });
});

const appeals = realPath("appeals/unlabelled-with-likes-4326.csv");
const reference = realPath("reference/text/hot-issues.json");

describe.skipIf(appeals === undefined || reference === undefined)("the 4,326 appeals", () => {
  it("have the three hot issues among the first ten, each as one with at least 80 % of its cases", () => {
    const texts = readCsv(appeals!).map((row) => ({
      id: row["留言编号"]!,
      title: row["留言主题"]!,
      detail: row["留言详情"]!,
      reporter: row["留言用户"]!,
      likes: Number(row["点赞数"]),
      dislikes: Number(row["反对数"]),
    }));
    const first = findIssues(texts).slice(0, 10);
    const hot = JSON.parse(readFileSync(reference!, "utf8")) as Readonly<Record<string, string | readonly string[]>>;
    const named = Object.entries(hot).filter(([name]) => name !== "rule");
    expect(named).toHaveLength(3);
    for (const [name, ids] of named) {
      const shares = first.map((issue) => issue.ids.filter((id) => ids.includes(id)).length / ids.length);
      expect(Math.max(...shares), name).toBeGreaterThanOrEqual(0.8);
    }
  });
});

/** Issues by the share of a matter's messages they hold, largest first. */
function sharesOf(issues: readonly Issue[], key: string) {
  const own = new RegExp(`^${key} \\d+$`, "u");
  return issues
    .map((issue) => ({ issue, share: issue.ids.filter((id) => own.test(id)).length / 12 }))
    .sort((one, other) => other.share - one.share);
}
