import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutWords, fold, READ_UNITS } from "./cut-words.ts";
import { excerptOf, markWords } from "./mark-words.ts";
import { wordsQuery } from "./words-query.ts";
import { wordsVector } from "./words-vector.ts";

const words = (text: string) => cutWords(text).map(({ word }) => word);

describe("cutting words", () => {
  test("gives jieba's words and the words inside longer ones, without what tells nothing", () => {
    expect(words("清河镇的垃圾清运不及时。")).toEqual(["清河", "清河镇", "垃圾", "清运", "垃圾清运", "不", "及时"]);
  });

  test("a case number is one word, whatever its letters and width", () => {
    expect(words("见20261124-7K3Q-M9XC号")).toContain("20261124-7k3q-m9xc");
    expect(words("Ａ１２")).toEqual(["a12"]);
  });

  test("every word stands where it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        for (const { word, at } of cutWords(text)) expect(fold(text).slice(at, at + word.length)).toBe(word);
      }),
      { numRuns: 200 },
    );
  });

  test("what lies beyond the limit is not read", () => {
    expect(words(`${" ".repeat(READ_UNITS)}路灯`)).toEqual([]);
  });
});

describe("the words of a text", () => {
  test("carry weight and place, and no phrase reaches from one part into the next", () => {
    expect(
      wordsVector([
        { text: "路灯", weight: "A" },
        { text: "路灯坏", weight: "B" },
      ]),
    ).toBe("'路灯':1A,53B '坏':55B");
  });
});

describe("a query", () => {
  test.each([
    ["路灯坏了", "'路灯' & '坏':*"],
    ["村民委员会", "'村民' & '委员会'"],
    ["看不见", "'看不见'"],
    ["灯", "'灯':*"],
    ["小明", "('小' <1> '明')"],
    ["20261124-7K", "'20261124-7k':*"],
    ["路灯 路灯", "'路灯'"],
  ])("%s asks for %s", (typed, tsquery) => {
    expect(wordsQuery(typed)?.tsquery).toBe(tsquery);
  });

  test("nothing is asked for by signs and words that tell nothing", () => {
    expect([wordsQuery("！？'&|"), wordsQuery("的"), wordsQuery("")]).toEqual([undefined, undefined, undefined]);
  });
});

describe("marking", () => {
  test("joins what touches, and gives back every character", () => {
    expect(markWords("修路灯。", ["路灯", "灯"])).toEqual([
      { text: "修", found: false },
      { text: "路灯", found: true },
      { text: "。", found: false },
    ]);
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 4 }),
        (text, marks) => {
          expect(
            markWords(text, marks)
              .map((one) => one.text)
              .join(""),
          ).toBe(text);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("an excerpt shows where it was found, on one line", () => {
    const shown = excerptOf(`${"一".repeat(100)}\n路灯${"二".repeat(100)}`, ["路灯"]);
    expect(shown.map((one) => one.text).join("")).toMatch(/^…一{17} 路灯二{52}…$/);
    expect(shown.filter((one) => one.found)).toEqual([{ text: "路灯", found: true }]);
  });
});
