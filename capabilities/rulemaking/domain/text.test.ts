import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeText, hashOf, holdsAnother, numeral, splitText } from "./text.ts";

const WHOLE = {
  title: "村规民约",
  text: "第一条 邻里和睦。",
  parameters: { days: 5, notice: { unit: "calendar-days" } },
  citations: [{ source: "村民委员会组织法", article: "27" }],
  rule_key: "village.pact",
  division_path: "cn.99",
};

describe("the text of a rule", () => {
  test("is numbered as Chinese law numbers it", () => {
    const numbered = [1, 2, 10, 11, 19, 20, 21, 99, 100, 101, 110, 111, 120, 205, 999].map(numeral);
    const known = "一 二 十 十一 十九 二十 二十一 九十九 一百 一百零一 一百一十 一百一十一 一百二十 二百零五 九百九十九";
    expect(numbered).toEqual(known.split(" "));
  });

  const piece = fc.constantFrom("第", "一", "三十", "条", "款", "村民", " ", "\n", "。", "12", "　");
  const article = fc
    .array(piece, { minLength: 1, maxLength: 12 })
    .map((pieces) => pieces.join("").trim())
    .filter((text) => text !== "" && !holdsAnother(text));
  const numbered = (text: string) => composeText([text]) !== `第一条 ${text}`;

  test("comes back as the articles it was made of, whatever stands in them but a number of their own", () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 30 }), (articles) => {
        const plain = articles.filter((text) => !numbered(text));
        expect(splitText(composeText(plain))).toEqual(plain);
      }),
    );
  });

  test("does not change any more once it came back, whatever numbers somebody typed", () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 30 }), (articles) => {
        const text = composeText(articles);
        expect(composeText(splitText(text))).toBe(text);
      }),
    );
    expect(composeText(["第三条 第四条 邻里和睦。"])).toBe("第一条 邻里和睦。");
  });

  test("takes a number somebody typed away, and tells an article that holds another", () => {
    expect(composeText(["第九条 邻里和睦。\r\n共同遵守。"])).toBe("第一条 邻里和睦。\n共同遵守。");
    expect(holdsAnother("邻里和睦。\n第三条 另一条")).toBe(true);
    expect(holdsAnother("第三条 按第三条办")).toBe(false);
    expect(composeText(["第三条规定的事项，由村民会议决定。"])).toBe("第一条 第三条规定的事项，由村民会议决定。");
    expect(splitText("第一条邻里和睦。\n第二条互相帮助。")).toEqual(["邻里和睦。", "互相帮助。"]);
  });

  test("has another digest for another figure, article, name, key or place, and none for the order of its figures", () => {
    const same = { ...WHOLE, parameters: { notice: { unit: "calendar-days" }, days: 5 } };
    expect(hashOf(same)).toBe(hashOf(WHOLE));
    const others = [
      { text: "第一条 邻里和睦" },
      { parameters: { ...WHOLE.parameters, days: 6 } },
      { title: "村规民约（二）" },
      { citations: [{ source: "村民委员会组织法", article: "28" }] },
      { rule_key: "village.charter" },
      { division_path: "cn.98" },
    ].map((changed) => hashOf({ ...WHOLE, ...changed }));
    expect(new Set([hashOf(WHOLE), ...others]).size).toBe(others.length + 1);
  });
});
