import { expect, test } from "vitest";
import { systemClock, testClock } from "./clock.ts";

test("a test clock stands, is moved, and hands out copies", () => {
  const clock = testClock("2026-11-23T09:00:00+08:00");
  expect(clock.now().toISOString()).toBe("2026-11-23T01:00:00.000Z");
  clock.now().setFullYear(1999);
  clock.advance(60_000);
  expect(clock.now().toISOString()).toBe("2026-11-23T01:01:00.000Z");
  clock.set("2027-01-01T00:00:00Z");
  expect(clock.now().getTime()).toBe(Date.UTC(2027, 0, 1));
  expect(() => testClock("today")).toThrow(/no instant/);
});

test("the system clock goes forward", () => {
  expect(systemClock.now().getTime()).toBeGreaterThan(Date.UTC(2026, 0, 1));
});
