import { expect, test } from "vitest";
import { placeAfter } from "./KeyboardRows.tsx";

test.each([
  ["ArrowDown", 0, 1],
  ["ArrowDown", 4, 4],
  ["ArrowUp", 0, 0],
  ["Home", 3, 0],
  ["End", 0, 4],
  ["a", 0, undefined],
] as const)("%s in row %i of five leads to %s", (key, now, to) => {
  expect(placeAfter(key, now, 5)).toBe(to);
});
