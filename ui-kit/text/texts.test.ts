import { describe, expect, test } from "vitest";
import { createTexts, type MessageStore } from "./texts.ts";

const MESSAGES: MessageStore = {
  sample: {
    "zh-CN": { due: "{{at, day}} 前缴 {{amountCents, money}}", days: "{{count}} 天", nested: { a: "甲：{{x}}" } },
    en: { due: "Pay {{amountCents, money}} before {{at, day}}", days_one: "{{count}} day", days_other: "{{count}} days" },
  },
};

describe("texts", () => {
  const make = createTexts(MESSAGES, { strict: true });
  const chinese = make("zh-CN").of("sample");
  const english = make("en").of("sample");

  test("are formatted in the reader's language, and two readers do not disturb one another", () => {
    const params = { at: "2026-11-26", amountCents: 120_050 };
    expect(chinese("due", params)).toBe("2026年11月26日 前缴 ¥1,200.50");
    expect(english("due", params)).toBe("Pay ¥1,200.50 before 26 November 2026");
    expect(chinese("due", params)).toContain("年");
  });

  test("know one from many where the language does", () => {
    expect([english("days", { count: 1 }), english("days", { count: 2 }), chinese("days", { count: 1 })]).toEqual([
      "1 day",
      "2 days",
      "1 天",
    ]);
  });

  test("know what is there, plural or not", () => {
    expect([english.has("days"), chinese.has("nested.a"), english.has("nested.a")]).toEqual([true, true, false]);
  });

  test("do not escape: React does", () => {
    expect(chinese("nested.a", { x: "<b>" })).toBe("甲：<b>");
  });
});

describe("a missing text", () => {
  test("throws in tests, and so does a place nothing was given for", () => {
    const t = createTexts(MESSAGES, { strict: true })("en").of("sample");
    expect(() => t("nested.a")).toThrow('No text "nested.a" of "sample" in en');
    expect(() => t("due", { at: "2026-11-26" })).toThrow("Nothing was given for");
  });

  test("is its key to a reader, also where a group of texts has that name", () => {
    const t = createTexts(MESSAGES, { strict: false })("zh-CN").of("sample");
    expect([t("nothing.here"), t("nested")]).toEqual(["nothing.here", "nested"]);
  });
});
