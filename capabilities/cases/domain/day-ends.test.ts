import { expect, test } from "vitest";
import { dayEnds } from "./day-ends.ts";

test("a day ends at 24:00 in China, whatever the clock of the machine", () => {
  const late = dayEnds(new Date("2026-03-02T23:59:59+08:00"));
  expect(late.today.toISOString()).toBe("2026-03-02T16:00:00.000Z");
  expect(late.week.toISOString()).toBe("2026-03-08T16:00:00.000Z");
  expect(dayEnds(new Date("2026-03-03T00:00:00+08:00")).today.toISOString()).toBe("2026-03-03T16:00:00.000Z");
});
