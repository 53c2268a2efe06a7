import { Type } from "typebox";
import { describe, expect, test } from "vitest";
import { defineAction, Field } from "../../platform/contract.ts";
import { planMeeting } from "../gallery/sample/contract/plan-meeting.ts";
import { raiseMatter } from "../gallery/sample/contract/raise-matter.ts";
import { checkFields } from "./check-fields.ts";
import { fieldsOf } from "./fields.ts";
import { centsOf, floorOf, inputOf, readValues } from "./read-fields.ts";

const MATTER = fieldsOf(raiseMatter);
const MEETING = fieldsOf(planMeeting);

function read(fields: typeof MATTER, sent: Readonly<Record<string, string>>) {
  return readValues(fields, new URLSearchParams(sent));
}

describe("what a form sent becomes the input of the action", () => {
  test("trimmed, with one line end, full-width figures and thousands read as numbers", () => {
    const values = read(MATTER, {
      title: "  灯  ",
      text: "一\r\n二\n",
      households: "１，２００",
      costCents: "¥1,200.5",
      anonymous: "yes",
      kind: "light",
    });
    expect(inputOf(MATTER, values)).toEqual({
      title: "灯",
      text: "一\n二",
      households: 1200,
      costCents: 120_050,
      anonymous: true,
      kind: "light",
    });
  });

  test("what is no number stays as it was typed, for the schema to refuse", () => {
    expect(inputOf(MATTER, read(MATTER, { households: "十二", costCents: "1.234" }))).toEqual({
      households: "十二",
      costCents: "1.234",
      anonymous: false,
    });
  });

  test("empty and unknown controls are left out", () => {
    expect(inputOf(MATTER, read(MATTER, { title: "", isAdmin: "true" }))).toEqual({ anonymous: false });
  });

  test("kept uploads are their ids", () => {
    expect(inputOf(MATTER, read(MATTER, { photoIds: "a1~灯~.jpg" }))).toMatchObject({ photoIds: ["a1"] });
  });

  test("moments are Chinese time, lines are a list, rows nobody filled are dropped", () => {
    const values = read(MEETING, {
      beginsAt: "2026-12-05T09:30",
      guests: "张三\n\n李四 ",
      "items.0.title": "",
      "items.2.title": "分红",
      "items.2.minutes": "30",
    });
    expect(inputOf(MEETING, values)).toEqual({
      beginsAt: "2026-12-05T09:30:00+08:00",
      guests: ["张三", "李四"],
      invited: [],
      items: [{ title: "分红", minutes: 30 }],
    });
  });

  test("a row number beyond all reason is not followed", () => {
    const values = read(MEETING, { "items.999999999.title": "x" });
    expect(inputOf(MEETING, values)).toMatchObject({ items: [] });
  });
});

test.each([
  ["1,200.5", 120_050],
  ["￥３．０５", 305],
  ["-2", -200],
  ["1.005", "1.005"],
  ["1e3", "1e3"],
  ["", ""],
])("%s yuan is %s cents", (text, cents) => {
  expect(centsOf(text)).toBe(cents);
});

test.each([
  ["89.5", 8_950],
  ["１，２００．０５ ㎡", 120_005],
  ["76平方米", 7_600],
  ["1.005", "1.005"],
])("%s of floor is %s hundredths of a square metre", (text, floorDm2) => {
  expect(floorOf(text)).toBe(floorDm2);
});

describe("checkFields", () => {
  const codes = (fields: typeof MATTER, sent: Readonly<Record<string, string>>, given?: ReadonlySet<string>) =>
    checkFields(fields, read(fields, sent), given).map(({ pointer, code }) => `${pointer} ${code}`);

  test("names every blank at once, and nothing the page gives itself", () => {
    expect(codes(MATTER, {}, new Set(["villageId"]))).toEqual(["/title required", "/text required", "/kind required"]);
  });

  test("counts characters as JSON Schema does, not UTF-16 units", () => {
    const twoCharacters = "𠮷𠮷";
    expect(codes(MATTER, { villageId: "v", kind: "road", title: twoCharacters, text: "𠮷".repeat(9) })).toEqual([
      "/text minLength",
    ]);
  });

  test("looks into rows that were filled, and asks for as many as are due", () => {
    const rest = { beginsAt: "2026-12-05T09:30", place: "村委会", invited: "members" };
    expect(codes(MEETING, rest)).toEqual(["/items minItems"]);
    expect(codes(MEETING, { ...rest, "items.1.title": "分红" })).toEqual(["/items/1/minutes required"]);
  });
});

test("a version that goes along unseen, and a number that is chosen, are numbers", () => {
  const change = defineAction({
    name: "sample/change-matter",
    summary: "Changes a matter as somebody saw it.",
    input: {
      id: Field.id(),
      version: Type.Integer({ minimum: 1, control: "hidden" }),
      article: Type.Integer({ minimum: 0, control: "choice" }),
    },
    output: Type.Object({}),
  });
  const fields = fieldsOf(change);
  expect(inputOf(fields, read(fields, { id: "x", version: "7", article: "0" }))).toEqual({ id: "x", version: 7, article: 0 });
});
