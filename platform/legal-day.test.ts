import { expect, test } from "vitest";
import { dueAsOpened, dueByTheDay, endOfLegalDay, legalDay, startOfLegalDay } from "./legal-day.ts";

test("a due date told by the day is the end of its own day, at 24:00 as well", () => {
  const end = "2026-12-27T16:00:00.000Z";
  expect(endOfLegalDay("2026-12-27").toISOString()).toBe(end);
  for (const hour of ["2026-12-26T16:00:00.001Z", "2026-12-27T08:15:00Z", "2026-12-27T15:59:59.999Z", end])
    expect([hour, dueByTheDay(new Date(hour))]).toEqual([hour, end]);
  expect(dueByTheDay(new Date("2026-12-27T16:00:00.001Z"))).toBe("2026-12-28T16:00:00.000Z");
});

test("an instant lies in its legal day", () => {
  for (const at of ["2026-12-27T15:59:59.999Z", "2026-12-27T16:00:00Z", "2028-02-28T20:00:00Z"]) {
    const day = legalDay(new Date(at));
    expect(startOfLegalDay(day) <= new Date(at) && new Date(at) < endOfLegalDay(day)).toBe(true);
  }
});

test("what is dated by its day is due on a day; what has an hour keeps it", () => {
  const [midnight, noon] = [new Date("2026-11-26T16:00:00Z"), new Date("2026-11-27T04:00:00Z")];
  const due = new Date("2026-11-27T05:00:00Z");
  expect(dueAsOpened(midnight, due)).toEqual({ dueAt: "2026-11-27T16:00:00.000Z", dueByDay: true });
  expect(dueAsOpened(noon, due)).toEqual({ dueAt: "2026-11-27T05:00:00.000Z", dueByDay: false });
  // A legal day's end tells no hour.
  expect(dueAsOpened(midnight, new Date("2026-11-28T16:00:00Z"))).toEqual({ dueAt: "2026-11-28T16:00:00.000Z", dueByDay: false });
  expect(dueAsOpened(midnight, null)).toEqual({ dueAt: null, dueByDay: false });
});
