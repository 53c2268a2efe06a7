import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inventAppeals } from "../fixtures/invented-appeals.ts";
import { FUNCTION_WORDS } from "./function-words.ts";
import { learnDictionary } from "./learn-dictionary.ts";
import { createSegmenter, TEXT_UNITS_MAX, type Words } from "./segment.ts";
import { buildWordTrie, WORD_LENGTH_MAX } from "./word-trie.ts";

describe("cutting a text into words", () => {
  const segment = createSegmenter(buildWordTrie(["自来水", "停水", "水管", "维修"], FUNCTION_WORDS));

  it("takes the longest word from the end, drops function words and punctuation, folds forms", () => {
    expect(listWords(segment("我们的自来水停水了，请维修水管！"))).toEqual(["自来水", "停水", "请", "维修", "水管"]);
    expect(listWords(segment("ＡＢ１２区 x 3 Café"))).toEqual(["ab12", "区", "café"]);
  });

  it("does not believe spaces between Chinese characters, but those between Latin words", () => {
    expect(listWords(segment("自 来水 停水"))).toEqual(listWords(segment("自来水停水")));
    expect(listWords(segment("hello world"))).toEqual(["hello", "world"]);
  });

  it("tells where each word stood", () => {
    const text = "请 问，自 来水的水管?";
    const words = segment(text);
    const places = Array.from({ length: words.count }, (_, word) => text.slice(words.starts[word], words.stops[word]));
    expect(places).toEqual(["请", "问", "自 来水", "水管"]);
  });

  it("agrees with a plain search for the longest word", () => {
    const unit = fc.constantFrom("水", "路", "的", "我", "们", "灯", "了", "，", "A", "1");
    const word = fc
      .array(fc.constantFrom("水", "路", "灯", "我", "们"), { minLength: 1, maxLength: 4 })
      .map((units) => units.join(""));
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 6 }),
        fc.array(word, { maxLength: 3 }),
        fc.array(unit),
        (content, dropped, units) => {
          const text = units.join("");
          const cut = createSegmenter(buildWordTrie(content, dropped));
          expect(listWords(cut(text))).toEqual(cutPlainly(text, new Set(content), new Set(dropped)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("gives the same words for a natural text and its segmented twin", () => {
    const appeals = inventAppeals(120, 3);
    const dictionary = learnDictionary(appeals.map(({ segmented }) => segmented));
    const cut = createSegmenter(buildWordTrie(dictionary, FUNCTION_WORDS));
    for (const { title, detail, segmented } of appeals) {
      expect(listWords(cut(`${title}\n${detail}`)).join("")).toBe(listWords(cut(segmented)).join(""));
    }
  });

  it("reads no further than its limit, and any text whatever", () => {
    const words = segment("水管".repeat(TEXT_UNITS_MAX));
    expect(words.count).toBe(TEXT_UNITS_MAX / 2);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => segment(text).count <= text.length));
  });
});

it("learns words of two texts and more, commonest first, and nothing beside Chinese ones", () => {
  const words = learnDictionary([
    "水管 爆裂 A3 区",
    "水管 爆裂，水管 路 灯坏",
    "爆裂 超过八个字的词语不算",
    "爆裂 超过八个字的词语不算",
  ]);
  expect(words).toEqual(["爆裂", "水管"]);
});

function listWords(words: Words): string[] {
  return Array.from({ length: words.count }, (_, word) => {
    const from = word === 0 ? 0 : words.ends[word - 1]!;
    return String.fromCharCode(...words.units.slice(from, words.ends[word]));
  });
}

function cutPlainly(text: string, content: ReadonlySet<string>, dropped: ReadonlySet<string>): string[] {
  const words: string[] = [];
  for (const run of text.match(/[\u4e00-\u9fff]+|[A-Za-z\d]+/gu) ?? []) {
    if (/^[A-Za-z\d]/u.test(run)) {
      if (run.length > 1) words.push(run.toLowerCase());
      continue;
    }
    const found: string[] = [];
    let rest = run;
    while (rest !== "") {
      let word = rest.slice(-1);
      for (let length = Math.min(WORD_LENGTH_MAX, rest.length); length > 1; length -= 1) {
        const end = rest.slice(-length);
        if (content.has(end) || dropped.has(end)) {
          word = end;
          break;
        }
      }
      if (!dropped.has(word)) found.unshift(word);
      rest = rest.slice(0, -word.length);
    }
    words.push(...found);
  }
  return words;
}
