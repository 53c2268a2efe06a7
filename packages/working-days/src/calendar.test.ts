import { describe, expect, test } from "vitest";
import { generateHolidayTables } from "../bench/generate-holiday-tables.ts";
import {
  type HolidayTables,
  SHIPPED_HOLIDAY_TABLES,
  addDays,
  coveredYears,
  daysBetween,
  daysLeft,
  dueAt,
  isOverdue,
  isWorkingDay,
  legalDayAt,
  mergeHolidayTables,
  mustRecompute,
  noticeLatest,
  readHolidayTables,
  workingDaysBetween,
} from "./index.ts";
import shipped from "./tables/state-council-holidays.json" with { type: "json" };

const TABLES = SHIPPED_HOLIDAY_TABLES;

const TABLE_2027: HolidayTables = readHolidayTables({
  format: "gongzhi-holiday-tables/1",
  version: "fixture-2027",
  source: "invented for this test",
  years: { "2027": { daysOff: ["2027-01-01", "2027-01-04"], daysWorked: ["2027-01-09"] } },
});

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
  return "no refusal";
}

describe("holiday tables", () => {
  test("the shipped file is what the generator makes, 2004 to 2026 without a gap", () => {
    expect(generateHolidayTables()).toEqual(shipped);
    expect(coveredYears(TABLES)).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    expect(TABLES.version).toBe("chinese-days@1.5.7");
  });

  test("known days: a make-up Saturday is worked, a holiday Monday is not", () => {
    expect(isWorkingDay("2026-02-14", TABLES)).toBe(true);
    expect(isWorkingDay("2026-02-16", TABLES)).toBe(false);
    expect(isWorkingDay("2026-02-24", TABLES)).toBe(true);
    expect(isWorkingDay("2018-12-29", TABLES)).toBe(true);
    expect(isWorkingDay("2026-03-14", TABLES)).toBe(false);
    expect(isWorkingDay("2026-03-16", TABLES)).toBe(true);
  });

  const good = { format: "gongzhi-holiday-tables/1", version: "v", source: "s" };
  test.each([
    ["not an object", null],
    ["another format", { ...good, format: "x", years: {} }],
    ["an empty year, as careless sources write an unknown one", { ...good, years: { "2027": { daysOff: [], daysWorked: [] } } }],
    ["a worked weekday", { ...good, years: { "2027": { daysOff: ["2027-01-01"], daysWorked: ["2027-01-04"] } } }],
    ["a day of another year", { ...good, years: { "2027": { daysOff: ["2027-01-01", "2026-12-31"], daysWorked: [] } } }],
    ["a day twice", { ...good, years: { "2027": { daysOff: ["2027-01-01", "2027-01-01"], daysWorked: [] } } }],
    ["no version", { ...good, version: "", years: {} }],
    ["both off and worked", { ...good, years: { "2022": { daysOff: ["2022-01-01"], daysWorked: ["2022-01-01"] } } }],
  ])("refused: %s", (_, tables) => {
    expect(refusal(() => readHolidayTables(tables))).toBe("bad-holiday-table");
  });
});

describe("dueAt", () => {
  test("days end at 24:00 in Shanghai and the day of the event is not counted", () => {
    const due = dueAt({ from: "2026-03-03T09:30:00+08:00", amount: 1, unit: "calendar-days" }, TABLES);
    expect(due).toEqual({
      dueAtUtc: "2026-03-04T16:00:00.000Z",
      lastDay: "2026-03-04",
      provisional: false,
      tableYears: [],
      missingYears: [],
      tableVersion: null,
    });
  });

  test("the legal day of a moment is Shanghai's, whatever the machine's", () => {
    expect(legalDayAt("2026-03-03T15:59:59.999Z")).toBe("2026-03-03");
    expect(legalDayAt("2026-03-03T16:00:00Z")).toBe("2026-03-04");
    expect(legalDayAt(new Date(0 + Date.UTC(2026, 2, 3, 16)))).toBe("2026-03-04");
  });

  test("hours and minutes run from the moment", () => {
    const day = dueAt({ from: "2026-03-03T09:30:00+08:00", amount: 24, unit: "hours" }, TABLES);
    expect([day.dueAtUtc, day.lastDay]).toEqual(["2026-03-04T01:30:00.000Z", "2026-03-04"]);
    const midnight = dueAt({ from: "2026-03-03T23:30:00+08:00", amount: 30, unit: "minutes" }, TABLES);
    expect([midnight.dueAtUtc, midnight.lastDay]).toEqual(["2026-03-03T16:00:00.000Z", "2026-03-03"]);
  });

  test("15 working days over Spring Festival 2026, with its three make-up days", () => {
    const due = dueAt({ from: "2026-02-12T10:00:00+08:00", amount: 15, unit: "working-days" }, TABLES);
    // 13, 14 (worked Saturday), 24–28 February (28 a worked Saturday), 2–6 and 9–11 March.
    expect(due.lastDay).toBe("2026-03-11");
    expect([due.provisional, due.tableYears, due.tableVersion]).toEqual([false, [2026], "chinese-days@1.5.7"]);
  });

  test("a last day that is off stays, or moves where the rule says so", () => {
    const request = { from: "2026-09-30T10:00:00+08:00", amount: 3, unit: "calendar-days" } as const;
    expect(dueAt(request, TABLES).lastDay).toBe("2026-10-03");
    expect(dueAt({ ...request, lastDayOff: "next-working-day" }, TABLES).lastDay).toBe("2026-10-08");
  });

  test("a year without a table is provisional, marked, and recomputed when its table comes", () => {
    const request = { from: "2026-12-31T10:00:00+08:00", amount: 2, unit: "working-days" } as const;
    const early = dueAt(request, TABLES);
    expect([early.lastDay, early.provisional, early.tableYears, early.missingYears]).toEqual(["2027-01-04", true, [], [2027]]);
    expect(mustRecompute(early, TABLES)).toBe(false);
    const tables = mergeHolidayTables(TABLES, TABLE_2027);
    expect(mustRecompute(early, tables)).toBe(true);
    const later = dueAt(request, tables);
    expect([later.lastDay, later.provisional, later.tableYears]).toEqual(["2027-01-06", false, [2027]]);
    expect(later.tableVersion).toBe("chinese-days@1.5.7+fixture-2027");
    expect(mustRecompute(later, tables)).toBe(false);
  });

  test("the last week of December waits for the next year's notice, which sets New Year's", () => {
    const inTail = dueAt({ from: "2026-12-24T10:00:00+08:00", amount: 1, unit: "working-days" }, TABLES);
    expect([inTail.lastDay, inTail.provisional, inTail.tableYears, inTail.missingYears]).toEqual([
      "2026-12-25",
      true,
      [2026],
      [2027],
    ]);
    const before = dueAt({ from: "2026-12-23T10:00:00+08:00", amount: 1, unit: "working-days" }, TABLES);
    expect([before.lastDay, before.provisional]).toEqual(["2026-12-24", false]);
    expect(dueAt({ from: "2026-12-24T10:00:00+08:00", amount: 9, unit: "calendar-days" }, TABLES).provisional).toBe(false);
  });

  test.each([
    ["bad-amount", { from: "2026-03-03T00:00:00Z", amount: 1.5, unit: "hours" }],
    ["bad-amount", { from: "2026-03-03T00:00:00Z", amount: -1, unit: "working-days" }],
    ["bad-amount", { from: "2026-03-03T00:00:00Z", amount: 1e9, unit: "calendar-days" }],
    ["bad-unit", { from: "2026-03-03T00:00:00Z", amount: 1, unit: "weeks" as "hours" }],
    ["bad-instant", { from: "2026-03-03T00:00:00", amount: 1, unit: "hours" }],
    ["bad-instant", { from: "2026-03-03", amount: 1, unit: "hours" }],
    ["bad-instant", { from: Number.NaN, amount: 1, unit: "hours" }],
    ["bad-instant", { from: "2026-03-03T25:00:00Z", amount: 1, unit: "hours" }],
    ["bad-day", { from: "2026-02-30T00:00:00Z", amount: 1, unit: "hours" }],
    ["out-of-range", { from: "1991-07-01T00:00:00Z", amount: 1, unit: "hours" }],
    ["out-of-range", { from: "2199-12-31T00:00:00Z", amount: 5, unit: "calendar-days" }],
  ] as const)("refused: %s %o", (code, request) => {
    expect(refusal(() => dueAt(request, TABLES))).toBe(code);
  });
});

describe("counting days", () => {
  test("ten days before 20 March is 10 March at the latest", () => {
    expect(noticeLatest("2026-03-20", 10)).toBe("2026-03-10");
    expect(noticeLatest("2024-03-10", 10)).toBe("2024-02-29");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(daysBetween("2026-03-20", "2026-03-10")).toBe(-10);
  });

  test("days left: 0 on the last day, negative after it; overdue from 24:00", () => {
    const { dueAtUtc } = dueAt({ from: "2026-03-03T09:30:00+08:00", amount: 10, unit: "calendar-days" }, TABLES);
    expect(daysLeft("2026-03-03T09:30:00+08:00", dueAtUtc)).toBe(10);
    expect(daysLeft("2026-03-13T23:59:59+08:00", dueAtUtc)).toBe(0);
    expect(isOverdue("2026-03-13T23:59:59.999+08:00", dueAtUtc)).toBe(false);
    expect(isOverdue("2026-03-14T00:00:00+08:00", dueAtUtc)).toBe(true);
    expect(daysLeft("2026-03-14T00:00:00+08:00", dueAtUtc)).toBe(-1);
  });

  test("working days between, both ways, with the basis", () => {
    expect(workingDaysBetween("2026-09-30", "2026-10-10", TABLES).workingDays).toBe(3);
    expect(workingDaysBetween("2026-10-10", "2026-09-30", TABLES).workingDays).toBe(-3);
    expect(workingDaysBetween("2026-12-31", "2027-01-05", TABLES)).toMatchObject({ workingDays: 3, provisional: true });
    expect(refusal(() => workingDaysBetween("1992-01-01", "2199-12-31", TABLES))).toBe("bad-amount");
    expect(refusal(() => isWorkingDay("2026-02-29", TABLES))).toBe("bad-day");
  });
});
