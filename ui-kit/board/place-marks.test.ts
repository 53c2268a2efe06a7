import fc from "fast-check";
import { expect, test } from "vitest";
import { lanesOf, placeDay, WIDTH } from "./place-marks.ts";

test("a day stands between its ends in proportion, and never outside", () => {
  const at = (day: string) => placeDay(day, "2026-01-01", "2026-01-11");
  expect([at("2026-01-01"), at("2026-01-06"), at("2026-01-11")]).toEqual([24, WIDTH / 2, WIDTH - 24]);
  expect([at("2025-01-01"), at("2027-01-01")]).toEqual([24, WIDTH - 24]);
  expect(placeDay("2026-01-01", "2026-01-01", "2026-01-01")).toBe(24);
});

test("no two marks of one lane touch", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: WIDTH })), (drawn) => {
      const places = drawn.toSorted((one, other) => one - other);
      const lanes = lanesOf(places);
      for (const lane of new Set(lanes)) {
        const own = places.filter((_, index) => lanes[index] === lane);
        for (const [index, place] of own.entries())
          if (index > 0) expect(place - (own[index - 1] ?? 0)).toBeGreaterThanOrEqual(28);
      }
    }),
    { numRuns: 300 },
  );
});
