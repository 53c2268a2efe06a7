import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv, realPath } from "../../bench/real-data.ts";
import { expectRefusal } from "../fixtures/expect-refusal.ts";
import { inventAppeals } from "../fixtures/invented-appeals.ts";
import { addTexts, createDuplicateIndex, type IdentifiedText, removeText } from "./duplicate-index.ts";
import { type DuplicatePair, findDuplicatePairs, findNearTexts } from "./find-duplicates.ts";
import { readDuplicateIndex, writeDuplicateIndex } from "./index-file.ts";

/** Short texts over few characters: many pairs share pieces, at every likeness. */
const someTexts = fc
  .array(fc.string({ unit: fc.constantFrom(...Array.from("路灯坏了水电，A3 \n😀")), maxLength: 14 }), { maxLength: 24 })
  .map((texts) => texts.map((text, index) => ({ id: `t${index}`, text })));

describe("near-duplicate pairs", () => {
  it("are those a plain comparison of all with all finds", () => {
    fc.assert(
      fc.property(someTexts, fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1), (texts, threshold) => {
        expect(rounded(findDuplicatePairs(indexOf(texts), threshold))).toEqual(rounded(comparePlainly(texts, threshold)));
      }),
      { numRuns: 400 },
    );
  });

  it("at a threshold of 1 are all copies, however the sums of their squares are rounded", () => {
    const texts = inventAppeals(40, 5).map(({ title, detail }) => title + detail);
    const copied = indexOf(["a", "b"].flatMap((copy) => texts.map((text, index) => ({ id: `${copy}${index}`, text }))));
    const pairs = new Set(findDuplicatePairs(copied, 1).map(({ idA, idB }) => `${idA} ${idB}`));
    expect(texts.filter((_, index) => !pairs.has(`a${index} b${index}`))).toEqual([]);
  });

  it("are the same whether texts come one by one, all at once, out of a file, or with others added and removed", () => {
    fc.assert(
      fc.property(someTexts, someTexts, (texts, others) => {
        const atOnce = findDuplicatePairs(indexOf(texts), 0.4);
        const oneByOne = createDuplicateIndex();
        for (const text of texts) addTexts(oneByOne, [text]);
        expect(rounded(findDuplicatePairs(oneByOne, 0.4))).toEqual(rounded(atOnce));
        expect(rounded(findDuplicatePairs(readDuplicateIndex(writeDuplicateIndex(oneByOne)), 0.4))).toEqual(rounded(atOnce));
        const mixed = createDuplicateIndex();
        addTexts(
          mixed,
          others.map(({ id, text }) => ({ id: `other ${id}`, text })),
        );
        addTexts(mixed, texts);
        for (const { id } of others) removeText(mixed, `other ${id}`);
        expect(rounded(findDuplicatePairs(mixed, 0.4))).toEqual(rounded(atOnce));
      }),
      { numRuns: 100 },
    );
  });

  it("find a copy with small changes and leave a text on the same matter in other words", () => {
    const index = indexOf([
      { id: "original", text: "幸福路与和平街交叉口的路灯坏了三盏，晚上一片漆黑，老人孩子出行很不安全，请尽快派人维修，谢谢！" },
      { id: "copy", text: "幸福路与和平街交叉口的路灯坏了三盏, 晚上一片漆黑，老人小孩出行很不安全，请尽快派人维修。谢谢！" },
      { id: "other words", text: "我们小区门口的灯不亮已经一个多月了，没有人来修，走夜路容易摔跤。" },
      { id: "other matter", text: "请问新农合门诊报销比例是多少，需要带哪些材料到哪个窗口办理？" },
    ]);
    expect(findDuplicatePairs(index, 0.7).map(({ idA, idB }) => [idA, idB])).toEqual([["original", "copy"]]);
    const near = findNearTexts(index, "幸福路与和平街交叉口的路灯坏了三盏，晚上一片漆黑，请尽快派人维修！", 0.3, 5);
    expect(near.map(({ id }) => id).sort()).toEqual(["copy", "original"]);
    expect(near[0]!.cosine).toBeGreaterThanOrEqual(near[1]!.cosine);
  });
});

describe("a written index", () => {
  it("no longer holds a piece that only a removed text held", () => {
    const index = indexOf([
      { id: "a", text: "甲乙丙" },
      { id: "b", text: "丁戊己" },
    ]);
    removeText(index, "b");
    const alone = writeDuplicateIndex(indexOf([{ id: "a", text: "甲乙丙" }]));
    expect(writeDuplicateIndex(index)).toEqual(alone);
  });

  it("is refused when a byte is changed, cut off or added", () => {
    const bytes = writeDuplicateIndex(indexOf([{ id: "a", text: "路灯坏了" }]));
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = bytes.slice();
      damaged[at]! ^= 1;
      expectRefusal(() => readDuplicateIndex(damaged), "bad-index");
      expectRefusal(() => readDuplicateIndex(bytes.slice(0, at)), "bad-index");
    }
    expectRefusal(() => readDuplicateIndex(Uint8Array.of(...bytes, 0)), "bad-index");
  });
});

it("refuses an id twice, an unknown id, and thresholds that mean nothing", () => {
  const index = indexOf([{ id: "a", text: "路灯" }]);
  expectRefusal(() => addTexts(index, [{ id: "a", text: "水" }]), "duplicate-id");
  expectRefusal(() => removeText(index, "b"), "unknown-id");
  for (const threshold of [0, -0, -0.5, 0.099, 1.01, Infinity, Number.NaN])
    expectRefusal(() => findDuplicatePairs(index, threshold), "bad-option");
});

const appeals = realPath("appeals/unlabelled-with-likes-4326.csv");
const reference = realPath("reference/text/near-duplicate-pairs-0.9.csv");

describe.skipIf(appeals === undefined || reference === undefined)("the 4,326 appeals", () => {
  it("hold exactly the reference's 343 pairs, with its cosines", () => {
    const texts = readCsv(appeals!).map((row) => ({ id: row["留言编号"]!, text: row["留言主题"]! + row["留言详情"]! }));
    const found = findDuplicatePairs(indexOf(texts), 0.9);
    const expected = new Map(readCsv(reference!).map((row) => [pairKey(row["id_a"]!, row["id_b"]!), Number(row["cosine"])]));
    expect(found.length).toBe(expected.size);
    for (const { idA, idB, cosine } of found) {
      // The reference is printed with four decimals.
      expect(Math.abs(cosine - (expected.get(pairKey(idA, idB)) ?? Number.NaN))).toBeLessThanOrEqual(0.000_051);
    }
  });
});

function indexOf(texts: readonly IdentifiedText[]) {
  const index = createDuplicateIndex();
  addTexts(index, texts);
  return index;
}

/** The definition of `data/README.md`, without any of the search's machinery. */
function comparePlainly(texts: readonly IdentifiedText[], threshold: number): DuplicatePair[] {
  const counted = texts.map(({ text }) => {
    const plain = text.toLowerCase().replace(/\s\s+/gu, " ");
    const counts = new Map<string, number>();
    for (const length of [2, 3]) {
      for (let at = 0; at + length <= plain.length; at += 1) {
        const gram = plain.slice(at, at + length);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
    return counts;
  });
  const vectors = counted.map((counts) => {
    const vector = new Map<string, number>();
    for (const [gram, count] of counts) {
      const held = counted.filter((other) => other.has(gram)).length;
      if (held > 1) vector.set(gram, (1 + Math.log(count)) * (1 + Math.log((1 + texts.length) / (1 + held))));
    }
    const length = Math.hypot(...vector.values());
    return new Map([...vector].map(([gram, value]) => [gram, value / length]));
  });
  const pairs: DuplicatePair[] = [];
  for (const [first, one] of vectors.entries()) {
    for (const [second, other] of vectors.entries()) {
      if (second <= first) continue;
      let cosine = 0;
      for (const [gram, value] of one) cosine += value * (other.get(gram) ?? 0);
      if (cosine >= threshold) pairs.push({ idA: texts[first]!.id, idB: texts[second]!.id, cosine });
    }
  }
  return pairs;
}

/** Cosines that agree to twelve digits; pairs that sit on the threshold to within rounding are left out of the comparison. */
function rounded(pairs: readonly DuplicatePair[]): string[] {
  return pairs
    .filter(({ cosine }) => [0.1, 0.3, 0.4, 0.5, 0.7, 0.8, 0.9, 0.95, 1].every((edge) => Math.abs(cosine - edge) > 1e-12))
    .map(({ idA, idB, cosine }) => `${idA} ${idB} ${cosine.toFixed(10)}`);
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
