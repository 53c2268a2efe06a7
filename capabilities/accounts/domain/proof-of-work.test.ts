import fc from "fast-check";
import { expect, test } from "vitest";
import { beginsWithZeros, bitsFor } from "./proof-of-work.ts";

test("a village of 500 that asks twice each pays little more than one who asks once, and nobody more than a million hashes", () => {
  expect([1, 100, 101, 200, 201, 1_000, 3_000].map(bitsFor)).toEqual([12, 12, 13, 13, 14, 16, 17]);
  expect(bitsFor(1e9)).toBe(20);
});

test("zero bits are counted as in the hash written out in binary", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(4), fc.nat(32), (bytes, zeros, bits) => {
      const hash = bytes.fill(0, 0, zeros);
      const written = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
      expect(beginsWithZeros(hash, bits)).toBe(written.startsWith("0".repeat(bits)));
    }),
  );
});
