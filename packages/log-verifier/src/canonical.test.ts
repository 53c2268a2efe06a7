import { expect, test } from "vitest";
import { canonical, differences } from "./canonical.ts";

const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));

test("names are sorted by their code units, at every depth, and nothing else is changed", () => {
  const value = { "\u20ac": 1, "\r": 2, "\u{1f600}": 3, "\ufb33": 4, 1: [{ b: null, a: -0 }], "": "\u2028\"'" };
  expect(canonical(value)).toBe('{"":"\u2028\\"\'","\\r":2,"1":[{"a":0,"b":null}],"€":1,"😀":3,"\ufb33":4}');
});

test("what has no form is none, and two such values are never taken for the same", () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    "\ud800",
    { "\ud800": 1 },
    [undefined],
    nested(65),
    nested(100_000),
  ]) {
    expect(canonical(value)).toBeUndefined();
    expect(differences({ text: value }, { text: value })).toEqual(["/text"]);
  }
  expect(canonical(nested(64))).toBe("[".repeat(64) + "]".repeat(64));
  const deep = (end: number): unknown => JSON.parse(`${'{"a":'.repeat(50_000)}${end}${"}".repeat(50_000)}`);
  expect(differences(deep(1), deep(2))).toHaveLength(1);
  expect(differences({ "a/b": { "~": 1 } }, { "a/b": { "~": 2 } })).toEqual(["/a~1b/~0"]);
});
