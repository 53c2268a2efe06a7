import { expect, test } from "vitest";
import { parseRetention } from "./parse-retention.ts";

const comment = (retention: string) => `personal: basis=consent (PIPL 13.1); purpose=notices; retention=${retention}`;

test.each([
  ["5 years after closing", { kind: "after", months: 60, event: "closing" }],
  ["6 months after the case ended", { kind: "after", months: 6, event: "case ended" }],
  ["until changed or 1 year after leaving", { kind: "after", months: 12, event: "leaving" }],
  ["2 years", { kind: "after", months: 24, event: "made" }],
  ["as phone_cipher", { kind: "as", column: "phone_cipher" }],
  ["until withdrawn", { kind: "until" }],
])("%s", (words, expected) => {
  expect(parseRetention(comment(words))).toEqual(expected);
});

test.each(["forever", "years", "long after leaving", "as Name"])(
  "«%s» is refused: the clock would not know what to do",
  (words) => {
    expect(() => parseRetention(comment(words))).toThrow(/retention/);
  },
);

test("a comment of another form is refused", () => {
  expect(() => parseRetention("personal: retention=5 years after closing")).toThrow(/states no retention/);
});
