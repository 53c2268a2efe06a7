import fc from "fast-check";
import { expect, test } from "vitest";
import { linePath, roundTop } from "./LineChart.tsx";

test("a line is broken where nothing was measured", () => {
  expect(linePath([0, 5, null, 10], 10)).toBe("M0 100L33.3333 50M100 0");
});

test("the top is round, not below the most, and at most 2.5 times it", () => {
  expect([3, 10, 61, 455].map(roundTop)).toEqual([4, 10, 80, 800]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (most) => roundTop(most) >= most && roundTop(most) <= 2.5 * most),
  );
});
