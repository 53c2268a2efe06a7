import { expect, test } from "vitest";
import { drawCode } from "./code-rules.ts";

/** Hands out these numbers as four bytes each. */
function fixed(...numbers: readonly number[]): (bytes: number) => Uint8Array {
  const left = [...numbers];
  return (bytes) => {
    const value = left.shift() ?? 0;
    return Uint8Array.from({ length: bytes }, (_, place) => Math.floor(value / 256 ** (bytes - 1 - place)) % 256);
  };
}

test("a code has six digits, its first zeros too", () => {
  expect(drawCode(fixed(7))).toBe("000007");
  expect(drawCode(fixed(1_000_000))).toBe("000000");
  expect(drawCode(fixed(4_293_999_999))).toBe("999999");
});

test("what would make some codes likelier is drawn again", () => {
  // 2³² is 4,294 whole millions and a rest of 967,296: a draw in the rest is thrown away.
  expect(drawCode(fixed(4_294_000_000, 4_294_967_295, 42))).toBe("000042");
});
