import { describe, expect, it } from "vitest";
import { formatTally, NOTHING, parseTally, sumTallies } from "./tally.ts";

describe("tally", () => {
  it("sums and prints the one form other programs read", () => {
    const sum = sumTallies([{ passed: 2, failed: 1, skipped: 0 }, NOTHING, { passed: 3, failed: 0, skipped: 4 }]);
    expect(formatTally(sum)).toBe("5 passed, 1 failed, 4 skipped");
  });

  it("is read from the last line only", () => {
    expect(parseTally("1 passed, 9 failed, 0 skipped\nnoise\n3 passed, 0 failed, 1 skipped\n")).toEqual({
      passed: 3,
      failed: 0,
      skipped: 1,
    });
    expect(parseTally("3 passed, 0 failed, 1 skipped\nSegmentation fault")).toBeUndefined();
  });
});
