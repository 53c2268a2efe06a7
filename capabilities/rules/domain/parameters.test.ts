import { describe, expect, test } from "vitest";
import { changeParameters, compareFigures, leavesOf, newParameters } from "./parameters.ts";

const DEADLINES = {
  deadlines: { handle: { of: { urgent: { amount: 2, unit: "hours" } }, otherwise: { amount: 15, unit: "working-days" } } },
  maxExtensions: 1,
  open: true,
  words: ["停水", "漏水"],
  tierOfMatter: { sewage: "day", noise: "week" },
  channels: [{ key: "police", contact: "110" }],
  until: null,
};

describe("leaves", () => {
  test("are read in order, by their JSON pointer", () => {
    expect(leavesOf(DEADLINES).map(({ pointer, type, value }) => `${pointer} ${type} ${value}`)).toEqual([
      "/deadlines/handle/of/urgent/amount number 2",
      "/deadlines/handle/of/urgent/unit text hours",
      "/deadlines/handle/otherwise/amount number 15",
      "/deadlines/handle/otherwise/unit text working-days",
      "/maxExtensions number 1",
      "/open yes-no yes",
      "/words list 停水、漏水",
      "/tierOfMatter/sewage text day",
      "/tierOfMatter/noise text week",
      "/channels/0/key text police",
      "/channels/0/contact text 110",
      "/until nothing ",
    ]);
  });

  test("escape what a pointer escapes (RFC 6901)", () => {
    const odd = { "a/b": { "c~d": 1 } };
    expect(leavesOf(odd)).toMatchObject([{ pointer: "/a~1b/c~0d", parts: ["a/b", "c~d"] }]);
    expect(changeParameters(odd, [{ pointer: "/a~1b/c~0d", value: "2" }])).toEqual({ parameters: { "a/b": { "c~d": 2 } } });
  });
});

test("two versions differ figure by figure; an amount brings its unit", () => {
  const { until: _, ...kept } = DEADLINES;
  const newer = {
    ...kept,
    deadlines: { handle: { ...kept.deadlines.handle, otherwise: { amount: 10, unit: "working-days" } } },
    fee: 3,
  };
  const told = compareFigures(DEADLINES, newer).map((one) => [
    one.newer?.pointer ?? one.older?.pointer,
    one.older?.value,
    one.newer?.value,
  ]);
  expect(told).toEqual([
    ["/deadlines/handle/otherwise/amount", "15", "10"],
    ["/deadlines/handle/otherwise/unit", "working-days", "working-days"],
    ["/fee", undefined, "3"],
    ["/until", "", undefined],
  ]);
  expect(compareFigures(DEADLINES, structuredClone(DEADLINES))).toEqual([]);
});

describe("a new version", () => {
  const change = (pointer: string, value: string) => changeParameters(DEADLINES, [{ pointer, value }]);

  test("given back unchanged is the same, whatever stands in it", () => {
    expect(changeParameters(DEADLINES, leavesOf(DEADLINES))).toEqual({ parameters: DEADLINES });
    const same = changeParameters(DEADLINES, leavesOf(DEADLINES));
    expect(JSON.stringify(same)).toBe(JSON.stringify({ parameters: DEADLINES }));
  });

  test("changes one figure and nothing else", () => {
    expect(change("/deadlines/handle/otherwise/amount", "１０")).toEqual({
      parameters: {
        ...DEADLINES,
        deadlines: { handle: { ...DEADLINES.deadlines.handle, otherwise: { amount: 10, unit: "working-days" } } },
      },
    });
    expect(change("/words", "停水，没水、 ")).toMatchObject({ parameters: { words: ["停水", "没水"] } });
    expect(change("/channels/0/contact", "12110")).toMatchObject({
      parameters: { channels: [{ key: "police", contact: "12110" }] },
    });
    expect(change("/open", "no")).toMatchObject({ parameters: { open: false } });
  });

  test("keeps each figure's type", () => {
    expect(change("/maxExtensions", "两次")).toEqual({ index: 0, code: "not-a-number" });
    expect(change("/maxExtensions", "1e3")).toEqual({ index: 0, code: "not-a-number" });
    expect(change("/open", "true")).toEqual({ index: 0, code: "not-yes-or-no" });
  });

  test("keeps its shape: nothing where nothing was, nothing in place of a group", () => {
    for (const pointer of [
      "/maxextensions",
      "/deadlines",
      "/deadlines/handle/of",
      "/channels/1/key",
      "/maxExtensions/x",
      "/channels/0",
    ])
      expect(change(pointer, "1")).toEqual({ index: 0, code: "no-such-parameter" });
    expect(change("/__proto__/x", "1")).toEqual({ index: 0, code: "no-such-parameter" });
  });

  test("takes one more of a kind where all are of one kind", () => {
    expect(change("/tierOfMatter/water-outage", "urgent")).toMatchObject({
      parameters: { tierOfMatter: { sewage: "day", noise: "week", "water-outage": "urgent" } },
    });
  });

  test("names no figure twice", () => {
    const twice = { pointer: "/open", value: "no" };
    expect(changeParameters(DEADLINES, [twice, twice])).toEqual({ index: 1, code: "given-twice" });
  });
});

describe("a new rule", () => {
  test("tells numbers, yes and no, and texts apart", () => {
    const given = [
      { pointer: "/notice/days", value: "10" },
      { pointer: "/notice/unit", value: "calendar-days" },
      { pointer: "/public", value: "yes" },
    ];
    expect(newParameters(given)).toEqual({ parameters: { notice: { days: 10, unit: "calendar-days" }, public: true } });
  });

  test("is no figure and a group at once", () => {
    const given = [
      { pointer: "/notice", value: "10" },
      { pointer: "/notice/days", value: "10" },
    ];
    expect(newParameters(given)).toEqual({ index: 1, code: "given-twice" });
  });

  test("pollutes no prototype", () => {
    expect(newParameters([{ pointer: "/__proto__/polluted", value: "yes" }])).toHaveProperty("parameters");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
