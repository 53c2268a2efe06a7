import { expect, test } from "vitest";
import { oneOf, randomFrom } from "../fixtures/random.ts";
import { DIVISOR_BELOW, divideProduct, remainderOfLast } from "./exact-division.ts";
import { selectFirst } from "./select-first.ts";

test("200,000 quotients and remainders in doubles equal those in BigInt, the largest operands included", () => {
  const random = randomFrom(3);
  for (let run = 0; run < 200_000; run += 1) {
    const divisor = 1 + random(oneOf(random, [10, 1_000_003, 2 ** 31, 2 ** 47, DIVISOR_BELOW - 1]));
    const near = random(3) === 0 ? divisor - random(Math.min(divisor, 3)) : random(divisor + 1);
    const a = Math.min(random(4) === 0 ? divisor - 1 - random(Math.min(divisor, 3)) : random(divisor), divisor - 1);
    const [b, c] = [near, Math.max(a, 0)];
    const quotient = divideProduct(c, b, divisor);
    const product = BigInt(c) * BigInt(b);
    const expected = [product / BigInt(divisor), product % BigInt(divisor)];
    if (BigInt(quotient) !== expected[0] || BigInt(remainderOfLast()) !== expected[1]) {
      throw new Error(`${c} × ${b} ÷ ${divisor}: ${quotient} rest ${remainderOfLast()}, not ${expected.join(" rest ")}`);
    }
  }
  expect([divideProduct(2, 3, 5), remainderOfLast()]).toEqual([1, 1]);
});

test("the first so many are those that sorting would put there", () => {
  const random = randomFrom(4);
  for (let run = 0; run < 2_000; run += 1) {
    const length = random(400);
    const order = run % 3;
    const rank = Array.from({ length }, (_, index) => (order === 0 ? index : order === 1 ? length - index : random(20)));
    const compare = (a: number, b: number) => rank[a]! - rank[b]! || a - b;
    const indexes = Uint32Array.from(rank.keys());
    const count = random(length + 1);
    selectFirst(indexes, count, compare);
    const expected = [...rank.keys()].sort(compare).slice(0, count);
    expect([...indexes.subarray(0, count)].sort(compare)).toEqual(expected);
    expect(new Set(indexes).size).toBe(length);
  }
});
