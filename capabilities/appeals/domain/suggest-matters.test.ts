import { expect, test } from "vitest";
import { inTreeOrder, suggestMatters, withParents, type Matter } from "./suggest-matters.ts";

const matter = (code: string, parent: string | null, ...keywords: string[]): Matter => ({
  code,
  parent_code: parent,
  name: code,
  keywords,
});
const MATTERS = [
  matter("lights", "roads", "路灯"),
  matter("noise", "environment", "噪声", "太吵"),
  matter("environment", null),
  matter("roads", null, "路"),
  matter("bulbs", "lights"),
];

test("a class comes before what belongs to it, at every depth", () => {
  expect(inTreeOrder(MATTERS).map(({ code }) => code)).toEqual(["environment", "noise", "roads", "lights", "bulbs"]);
});

test("a matter whose class is not in force stands by itself", () => {
  expect(inTreeOrder([matter("lights", "roads"), matter("noise", null)]).map(({ code }) => code)).toEqual(["lights", "noise"]);
});

test("a suggestion shows the words it went by, the longer first", () => {
  expect(suggestMatters("路灯不亮", MATTERS)).toEqual([
    { code: "lights", name: "lights", because: ["路灯"] },
    { code: "roads", name: "roads", because: ["路"] },
  ]);
});

test("the line of classes ends at the top, and in a circle", () => {
  expect(withParents("bulbs", MATTERS)).toEqual(["bulbs", "lights", "roads"]);
  expect(withParents("a", [matter("a", "b"), matter("b", "a")])).toEqual(["a", "b"]);
});
