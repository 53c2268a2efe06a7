import fc from "fast-check";
import { expect, test } from "vitest";
import { findEnding, lastDueYear, outcomeOf, type Outcome } from "./appraise.ts";

const history = (...outcomes: readonly Outcome[]) => outcomes.map((outcome, id) => ({ id, outcome }));

test("the second incompetent in a row ends the post, whatever comes between starts anew", () => {
  expect(findEnding(history("incompetent", "incompetent"), 2)).toBe(1);
  expect(findEnding(history("incompetent", "competent", "incompetent"), 2)).toBeUndefined();
  expect(findEnding(history("incompetent", "undecided", "incompetent"), 2)).toBeUndefined();
  expect(findEnding(history("competent", "incompetent", "incompetent", "incompetent"), 2)).toBe(2);
});

test("says the same as whoever looks at every stretch by itself", () => {
  const outcome = fc.constantFrom<Outcome>("competent", "incompetent", "undecided");
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (outcomes, inARow) => {
      const plainly = outcomes.findIndex(
        (_, at) => at + 1 >= inARow && outcomes.slice(at + 1 - inARow, at + 1).every((one) => one === "incompetent"),
      );
      expect(findEnding(history(...outcomes), inARow)).toBe(plainly === -1 ? undefined : plainly);
    }),
    { numRuns: 500 },
  );
});

test("nobody is judged where neither had its majority", () => {
  expect(outcomeOf({ passed: true, rejected: false })).toBe("competent");
  expect(outcomeOf({ passed: false, rejected: true })).toBe("incompetent");
  expect(outcomeOf({ passed: false, rejected: false })).toBe("undecided");
});

test("the last day itself is in time", () => {
  expect(lastDueYear("2026-12-31", "12-31")).toEqual({ year: 2025, dueOn: "2025-12-31" });
  expect(lastDueYear("2026-10-31", "10-30")).toEqual({ year: 2026, dueOn: "2026-10-30" });
  expect(lastDueYear("2026-10-30", "10-30")).toEqual({ year: 2025, dueOn: "2025-10-30" });
});
