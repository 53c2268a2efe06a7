import { describe, expect, test } from "vitest";
import { dayOf, dueIn, formatDayWithWeekday, formatInstant, timeOf } from "./day.ts";

describe("days in Chinese time", () => {
  test("an instant late in UTC is the next day in China", () => {
    expect([dayOf("2026-11-25T16:30:00.000Z"), timeOf("2026-11-25T16:30:00.000Z")]).toEqual(["2026-11-26", "00:30"]);
  });

  test("are written as each language writes them", () => {
    expect(formatDayWithWeekday("2026-11-26", "zh-CN")).toBe("2026年11月26日 星期四");
    expect(formatDayWithWeekday("2026-11-26", "en")).toBe("Thursday, 26 November 2026");
    expect(formatInstant("2026-11-26T01:05:00.000Z", "zh-CN")).toBe("2026年11月26日 09:05");
  });

  test("refuse what is no day", () => {
    expect(() => formatDayWithWeekday("26.11.2026", "en")).toThrow(RangeError);
    expect(() => dayOf("someday")).toThrow(RangeError);
  });
});

describe("dueIn", () => {
  const endOf26 = "2026-11-26T16:00:00.000Z";

  test("a due midnight belongs to the day that ends there", () => {
    expect(dueIn(endOf26, "2026-11-23T04:00:00.000Z")).toEqual({ day: "2026-11-26", daysLeft: 3, overdue: false });
    expect(dueIn(endOf26, "2026-11-26T15:59:59.999Z")).toEqual({ day: "2026-11-26", daysLeft: 0, overdue: false });
  });

  test("a millisecond later it is a day late", () => {
    expect(dueIn(endOf26, endOf26)).toEqual({ day: "2026-11-26", daysLeft: -1, overdue: true });
  });

  test("an hour within a day is shown, and passes within it", () => {
    const due = "2026-11-26T09:30:00.000Z";
    expect(dueIn(due, "2026-11-26T09:00:00.000Z")).toEqual({ day: "2026-11-26", daysLeft: 0, overdue: false, time: "17:30" });
    expect(dueIn(due, "2026-11-26T10:00:00.000Z").overdue).toBe(true);
  });
});
