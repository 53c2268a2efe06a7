import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageOn } from "./age-on.ts";

const MS_A_DAY = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const anyDay = fc.integer({ min: Date.UTC(1900, 0, 1) / MS_A_DAY, max: Date.UTC(2100, 11, 31) / MS_A_DAY });

/** Plainly, year by year: counts the birthdays that lie between, asking the machine's calendar for each. */
function countBirthdays(bornMs: number, dayMs: number): number {
  const born = new Date(bornMs);
  let count = 0;
  for (let year = born.getUTCFullYear() + 1; ; year += 1) {
    const wanted = new Date(Date.UTC(year, born.getUTCMonth(), born.getUTCDate()));
    const birthday = wanted.getUTCMonth() === born.getUTCMonth() ? wanted.getTime() : wanted.getTime() - MS_A_DAY;
    if (birthday > dayMs) return count;
    count += 1;
  }
}

describe("the 18th birthday", () => {
  test.each([
    ["2008-11-26", "2026-11-25", 17],
    ["2008-11-26", "2026-11-26", 18],
    ["2008-11-26", "2026-11-27", 18],
    ["2008-01-01", "2025-12-31", 17],
    ["2008-12-31", "2026-12-31", 18],
    // Born on a leap day: 2026 has none, 2028 has one.
    ["2008-02-29", "2026-02-27", 17],
    ["2008-02-29", "2026-02-28", 18],
    ["2008-02-29", "2028-02-28", 19],
    ["2008-02-29", "2028-02-29", 20],
    // 2100 is no leap year, 2000 was one.
    ["2000-02-29", "2100-02-28", 100],
    ["2008-03-01", "2026-02-28", 17],
  ])("born %s, on %s: %i", (born, day, age) => expect(ageOn(born, day)).toBe(age));
});

test("agrees with a plain count of birthdays on any two days", () => {
  fc.assert(
    fc.property(anyDay, anyDay, (one, other) => {
      const [born, day] = [Math.min(one, other) * MS_A_DAY, Math.max(one, other) * MS_A_DAY];
      expect(ageOn(dayOf(born), dayOf(day))).toBe(countBirthdays(born, day));
    }),
    { numRuns: 2_000 },
  );
});

test("never falls from one day to the next, and rises by one at most", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 0, max: 40_000 }), (born, later) => {
      const bornOn = dayOf(born * MS_A_DAY);
      const [today, tomorrow] = [0, 1].map((more) => ageOn(bornOn, dayOf((born + later + more) * MS_A_DAY)));
      expect([0, 1]).toContain((tomorrow ?? 0) - (today ?? 0));
    }),
    { numRuns: 2_000 },
  );
});
