import { describe, expect, test } from "vitest";
import { plantVotes } from "../fixtures/planted.ts";
import { describeMap, type MapDescription } from "../meaning/describe.ts";
import { mapOpinions } from "../map/opinion-map.ts";
import { measureStability } from "../stability/measure-stability.ts";
import { voteTable } from "../votes/vote-table.ts";
import { type Drawn, drawMap } from "./draw-map.ts";
import { MARKS, PLAIN_MARK } from "./marks.ts";
import { drawPage, tablesOf } from "./tables.ts";

const TOPIC = '停车 <b> & "路灯"';
const map = mapOpinions(voteTable(plantVotes({ people: 120, statements: 20, groups: 3, seed: 4 })), { moderatedOut: ["s7"] });
const description = describeMap(map);
const stability = measureStability(map, { replicates: 5 });
const drawn: Drawn = { map, description, stability, topic: TOPIC };

/** Start and end tags nest, and every `&` begins an entity: enough to know that an XML parser would take it. */
function expectWellFormed(xml: string): void {
  const open: string[] = [];
  for (const [, end, name, rest] of xml.matchAll(/<(\/?)([a-z0-9]+)((?:"[^"]*"|[^">])*)>/gu)) {
    if (end === "/") expect(open.pop()).toBe(name);
    else if (!rest!.endsWith("/")) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot);)/u);
}

/** Contrast of two colours as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (high! + 0.05) / (low! + 0.05);
}

describe("a drawn map", () => {
  const svg = drawMap(drawn);

  test("says what it is to who cannot see it", () => {
    expectWellFormed(svg);
    expect(svg).toMatch(/role="img" lang="zh-CN" aria-labelledby="opinion-map-title opinion-map-desc"/u);
    expect(svg).toContain('<title id="opinion-map-title">意见地图：停车 &lt;b&gt; &amp; &quot;路灯&quot;</title>');
    const desc = /<desc id="opinion-map-desc">(.*)<\/desc>/u.exec(svg)![1]!;
    expect(desc).toContain("120 人");
    for (const [at, { size }] of description.groups.entries()) expect(desc).toContain(`${"ABC"[at]!} 组 ${size} 人`);
  });

  test("needs no script, no style sheet, no background and nothing from elsewhere", () => {
    expect(svg).not.toMatch(/<script|<style|style=|href|url\(|class=|on[a-z]+=/u);
    expect(svg.match(/https?:/gu)).toHaveLength(1);
  });

  test("tells groups apart by letter and shape beside the colour", () => {
    for (const mark of MARKS.slice(0, 3)) {
      expect(svg).toContain(`fill="${mark.color}"`);
      expect(svg).toContain(`>${mark.letter}</text>`);
    }
    expect(new Set(MARKS.map(({ path }) => path(50, 50, 10))).size).toBe(MARKS.length);
    expect(new Set(MARKS.map(({ letter }) => letter)).size).toBe(MARKS.length);
  });

  test.each(["#ffffff", "#1a1a1a"])("is seen on %s", (page) => {
    for (const { color } of [...MARKS, PLAIN_MARK]) expect(contrast(color, page)).toBeGreaterThanOrEqual(3);
  });

  test("letters are read on their colours", () => {
    for (const { color } of MARKS) expect(contrast(color, "#ffffff")).toBeGreaterThanOrEqual(4);
  });

  test("stands inside its own frame, and every number in it is one", () => {
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/u.exec(svg)!.map(Number);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/u);
    for (const [, x, y] of svg.matchAll(/ (?:x|cx)="([\d.-]+)" (?:y|cy)="([\d.-]+)"/gu)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(width!);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(height!);
    }
  });

  test("in English reads English", () => {
    const english = drawMap({ ...drawn, language: "en", topic: "Parking" });
    expect(english).toContain("Opinion map: Parking");
    expect(english).not.toMatch(/\p{Script=Han}/u);
  });

  test("without groups shows none: no letters, one colour, and says so", () => {
    const votes = voteTable(plantVotes({ people: 60, statements: 12, groups: 1, seed: 2, loyal: 1 / 3 }));
    const noise = mapOpinions(votes);
    const plain = drawMap({ map: noise, description: describeMap(noise), stability: measureStability(noise, { replicates: 2 }) });
    expectWellFormed(plain);
    expect(plain).toContain("看不出分组");
    for (const { color } of MARKS) expect(plain).not.toContain(color);
  });

  test("of thousands of people stays small", () => {
    const crowd = mapOpinions(voteTable(plantVotes({ people: 5_000, statements: 12, groups: 3, seed: 2 })));
    expect(drawMap({ map: crowd, description: describeMap(crowd) }).length).toBeLessThan(200_000);
  });
});

describe("the tables", () => {
  const statementTexts = new Map([["s1", "晚上要有路灯 <1>"]]);

  test("hold the groups and every statement with each group's share", () => {
    const [groups, statements] = tablesOf({ ...drawn, statementTexts });
    expect(groups!.rows.map(([name, size]) => [name, size])).toEqual(
      description.groups.map(({ size }, at) => [`${"ABC"[at]!} 组`, String(size)]),
    );
    expect(statements!.rows).toHaveLength(20);
    expect(statements!.headings).toHaveLength(7);
    for (const row of [...groups!.rows, ...statements!.rows]) expect(row.every((cell) => typeof cell === "string")).toBe(true);
    const lamp = statements!.rows.find(([name]) => name === "s1 晚上要有路灯 <1>")!;
    const { agrees, disagrees, passes } = byStatement(description, "s1");
    expect(lamp[1]).toBe(`${Math.round((100 * agrees) / (agrees + disagrees + passes))}%`);
    expect(statements!.rows.some(([name]) => name!.includes("未采用"))).toBe(true);
  });

  test("make a page that stands alone", () => {
    const page = drawPage({ ...drawn, statementTexts });
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain("<caption>");
    expect(page.match(/<th scope="row">/gu)).toHaveLength(23);
    expect(page).toContain("晚上要有路灯 &lt;1&gt;");
    expect(page).toContain("@media print");
    expect(page).not.toMatch(/<script|<link|<img/u);
  });
});

function byStatement({ statements }: MapDescription, id: string) {
  return statements.find(({ statement }) => statement === id)!;
}
