import { SHIPPED_HOLIDAY_TABLES } from "@gongzhi/working-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCatalogue, type PeriodKind } from "./catalogue.ts";
import { lastDay } from "./course.ts";
import { periodOf, periodsBetween } from "./periods.ts";
import { dutiesOf } from "./reckon-duties.ts";

const DAY_MS = 86_400_000;
const KINDS = ["month", "quarter", "year"] as const;

/** A second implementation, plainer: the calendar is walked day by day with JavaScript's own dates. */
function walk(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

function nameOn(kind: (typeof KINDS)[number], day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (kind === "year") return `${year}`;
  return kind === "month" ? day.slice(0, 7) : `${year}-Q${[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][month]}`;
}

const NOTICES = Object.values(SHIPPED_HOLIDAY_TABLES.years);
const OFF = new Set(NOTICES.flatMap(({ daysOff }) => daysOff));
const WORKED = new Set(NOTICES.flatMap(({ daysWorked }) => daysWorked));

function isOff(day: string): boolean {
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  return OFF.has(day) || (weekend && !WORKED.has(day));
}

function plainLastDay(day: string, amount: number, unit: "calendar-days" | "working-days"): string {
  let at = day;
  for (let left = amount; left > 0;) {
    at = walk(at, 1);
    if (unit === "calendar-days" || !isOff(at)) left -= 1;
  }
  return at;
}

const DAYS = fc.integer({ min: 0, max: 4_700 }).map((days) => walk("2014-01-01", days));

describe("the days of duties", () => {
  test("every day lies in one period, named and bounded as a calendar walked day by day has it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), DAYS, (kind, day) => {
        const { name, startsOn, endsOn } = periodOf(kind, day);
        expect(name).toBe(nameOn(kind, day));
        expect([startsOn, endsOn].map((one) => nameOn(kind, one))).toEqual([name, name]);
        expect([walk(startsOn, -1), walk(endsOn, 1)].map((one) => nameOn(kind, one))).not.toContain(name);
      }),
      { numRuns: 2_000 },
    );
  });

  test("periods between two days leave no day out and hold none twice", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), DAYS, fc.integer({ min: 0, max: 900 }), (kind, first, length) => {
        const last = walk(first, length);
        const names = new Set(Array.from({ length: length + 1 }, (_, place) => nameOn(kind, walk(first, place))));
        expect(periodsBetween(kind, first, last).map(({ name }) => name)).toEqual([...names]);
      }),
      { numRuns: 200 },
    );
  });

  test("a due day is the same by a second implementation, in calendar and in working days", () => {
    fc.assert(
      fc.property(
        DAYS,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom("calendar-days", "working-days"),
        (day, amount, unit) => {
          expect(lastDay(day, amount, { unit })).toBe(plainLastDay(day, amount, unit));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a place that was looked at now and then has the same duties as one looked at every day", () => {
    const catalogue = readCatalogue({
      titles: { a: "甲", b: "乙", c: "丙", d: "丁" },
      periods: { a: "month", b: "quarter", c: "year", d: "at-once" } satisfies Record<string, PeriodKind>,
      days: { a: 10, b: 15, c: 30 },
    });
    const opened = (visits: readonly string[]) => {
      const ends = new Map<string, string>();
      return visits.flatMap((day) => {
        const duties = dutiesOf(catalogue, { unit: "calendar-days" }, day, (entry) => ends.get(entry));
        for (const { entry, period } of duties) ends.set(entry.id, period.endsOn);
        return duties.map(({ entry, period, dueOn }) => `${entry.id} ${period.name} ${dueOn}`);
      });
    };
    fc.assert(
      fc.property(DAYS, fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 5 }), (first, between) => {
        const visits = [0, ...between, 400].toSorted((one, other) => one - other).map((days) => walk(first, days));
        const daily = Array.from({ length: 401 }, (_, place) => walk(first, place));
        expect(new Set(opened(visits))).toEqual(new Set(opened(daily)));
      }),
      { numRuns: 50 },
    );
  });
});
