import { expect, test } from "vitest";
import { matchLegalTime, toLegalTime } from "./legal-cron.ts";

const digestOf = (at: Date) => ({
  min: at.getUTCMinutes(),
  hour: at.getUTCHours(),
  date: at.getUTCDate(),
  month: at.getUTCMonth() + 1,
  dow: at.getUTCDay(),
});

test("every hour of three years is its legal hour, the leap day and New Year among them", () => {
  for (let at = Date.UTC(2027, 11, 1); at < Date.UTC(2029, 2, 1); at += 3_600_000) {
    const legal = new Date(at + 8 * 3_600_000);
    // The clock reads about now; what was missed lies a day back at most.
    expect(toLegalTime(digestOf(new Date(at)), at + 86_400_000)).toEqual(digestOf(legal));
  }
});

test("half past two in China is half past six in the evening before by UTC", () => {
  const now = Date.UTC(2026, 10, 23);
  const matches = matchLegalTime("30 2 * * 1", () => now);
  const minutes = Array.from({ length: 7 * 1_440 }, (_, minute) => new Date(now + (minute - 1_440) * 60_000));
  expect(minutes.filter((at) => matches(digestOf(at))).map((at) => at.toISOString())).toEqual(["2026-11-22T18:30:00.000Z"]);
  expect(() => matchLegalTime("30 25 * * *", () => now)).toThrow(/25|invalid/i);
});
