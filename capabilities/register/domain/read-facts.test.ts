import { expect, test } from "vitest";
import { readFacts } from "./read-facts.ts";

const TODAY = "2026-11-26";
/** Invented, with a right check sign: GB 11643's own example. */
const woman = { number: "11010519491231002X", birthDate: "1949-12-31" };
const man = { number: "440524188001010014", birthDate: "1880-01-01" };

test("an identity number gives birth date and sex", () => {
  expect(readFacts({}, woman, TODAY)).toEqual({ bornOn: "1949-12-31", sex: "female" });
  expect(readFacts({}, man, "1990-01-01")).toEqual({ bornOn: "1880-01-01", sex: "male" });
});

test("what is typed besides must agree with it", () => {
  expect(readFacts({ bornOn: "1949-12-30" }, woman, TODAY)).toMatchObject({
    fields: [{ pointer: "/bornOn", code: "not-as-identity" }],
  });
  expect(readFacts({ sex: "male" }, woman, TODAY)).toMatchObject({ fields: [{ pointer: "/sex", code: "sex-not-as-identity" }] });
  expect(readFacts({ bornOn: "1949-12-31", sex: "female" }, woman, TODAY)).toEqual({ bornOn: "1949-12-31", sex: "female" });
});

test("nobody is born tomorrow, nor is 150 years old", () => {
  expect(readFacts({ bornOn: "2026-11-27" }, undefined, TODAY)).toMatchObject({ fields: [{ code: "born-later" }] });
  expect(readFacts({ bornOn: TODAY }, undefined, TODAY)).toEqual({ bornOn: TODAY, sex: null });
  expect(readFacts({}, man, TODAY)).toMatchObject({ fields: [{ code: "born-too-early" }] });
});
