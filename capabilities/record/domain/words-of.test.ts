import { expect, test } from "vitest";
import { wordsOf } from "./words-of.ts";

test("every text in a value is found once, and no figure", () => {
  const value = [{ partner: "云溪管业", cents: 3, signedOn: "2026-11-27" }, ["云溪管业", null, true, "12.50", "A 组"], ""];
  expect(wordsOf(value)).toEqual(["云溪管业", "A 组"]);
  expect(wordsOf("桥头有积水。")).toEqual(["桥头有积水。"]);
});
