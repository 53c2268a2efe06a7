import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plantVotes } from "../fixtures/planted.ts";
import { createRandom } from "../random.ts";
import { type VoteTable, voteTable } from "../votes/vote-table.ts";
import { adjustedRand } from "./agreement.ts";
import { isBeyondChance, testAgainstExchanges } from "./chance.ts";
import { heapsOf } from "./heaps.ts";

/** Counted pair by pair, as Hubert and Arabie define it. */
function plainAdjustedRand(left: readonly number[], right: readonly number[]): number {
  let [both, inLeft, inRight, all] = [0, 0, 0, 0];
  for (let one = 0; one < left.length; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const [isLeft, isRight] = [left[one] === left[other], right[one] === right[other]];
      both += isLeft && isRight ? 1 : 0;
      inLeft += isLeft ? 1 : 0;
      inRight += isRight ? 1 : 0;
      all += 1;
    }
  }
  const expected = (inLeft * inRight) / all;
  const most = (inLeft + inRight) / 2;
  return (both - expected) / (most - expected);
}

test("agreement is what counting all pairs gives", () => {
  const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 2,
    maxLength: 30,
  });
  fc.assert(
    fc.property(labels, (pairs) => {
      const plain = plainAdjustedRand(
        pairs.map(([left]) => left),
        pairs.map(([, right]) => right),
      );
      const ours = adjustedRand(
        new Map(pairs.map(([left], at) => [at, left])),
        new Map(pairs.map(([, right], at) => [at, right])),
      );
      if (Number.isFinite(plain)) expect(ours).toBeCloseTo(plain, 9);
      else expect([0, 1]).toContain(ours);
    }),
  );
});

describe("heaps", () => {
  test("are what the best of all splits explains", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 }), (numbers) => {
        const squares = (part: readonly number[]): number => {
          const mean = part.reduce((sum, one) => sum + one, 0) / part.length;
          return part.reduce((sum, one) => sum + (one - mean) ** 2, 0);
        };
        const sorted = numbers.toSorted((left, right) => left - right);
        const splits = sorted.slice(1).map((_, at) => squares(sorted.slice(0, at + 1)) + squares(sorted.slice(at + 1)));
        const plain = squares(sorted) === 0 ? 0 : 1 - Math.min(...splits) / squares(sorted);
        expect(heapsOf(Float64Array.from(numbers))).toBeCloseTo(plain, 9);
      }),
    );
  });

  test("a bell, an even spread and two points", () => {
    const random = createRandom(3);
    const bell = Float64Array.from(
      { length: 20_000 },
      () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    );
    expect(heapsOf(bell)).toBeCloseTo(2 / Math.PI, 1);
    expect(heapsOf(Float64Array.from({ length: 1001 }, (_, at) => at))).toBeCloseTo(0.75, 3);
    expect(heapsOf(Float64Array.of(0, 0, 5, 5, 5))).toBe(1);
    expect(heapsOf(Float64Array.of(2, 2, 2))).toBe(0);
  });
});

describe("tables in which answers are exchanged", () => {
  const votes = voteTable(
    plantVotes({ people: 40, statements: 12, groups: 2, seed: 9, stance: (group, at) => ((group + at) % 2 === 0 ? 1 : -1) }),
  );

  test("keep who answered what, and what each participant and each statement gave", () => {
    const seen: VoteTable[] = [];
    const onTable = (answers: Int8Array): number => seen.push({ ...votes, answers: answers.slice() });
    testAgainstExchanges(votes, { moderated: new Uint8Array(12), replicates: 999, random: createRandom(5), onTable });
    expect(seen.length).toBeGreaterThan(100);
    for (const table of seen) {
      expect(table.answers).not.toEqual(votes.answers);
      expect(sumsOf(table)).toEqual(sumsOf(votes));
    }
  });

  test("p is small for groups and anything from small to 1 for chance", () => {
    const judge = (table: VoteTable, seed: number) =>
      testAgainstExchanges(table, { moderated: new Uint8Array(12), replicates: 499, random: createRandom(seed) });
    expect(judge(votes, 1)).toMatchObject({ p: 1 / 500, replicates: 499 });
    expect(judge(votes, 1).ratio).toBeGreaterThan(1.1);
    const chance = Array.from({ length: 40 }, (_, seed) =>
      judge(voteTable(plantVotes({ people: 20, statements: 10, groups: 1, seed, loyal: 1 / 3 })), seed),
    );
    expect(chance.filter(isBeyondChance)).toHaveLength(0);
    expect(chance.filter(({ p }) => p <= 0.1).length).toBeLessThan(12);
    expect(chance.filter(({ p }) => p >= 0.5).length).toBeGreaterThan(8);
  });
});

/** How often each participant, and each statement, has each answer. */
function sumsOf({ participants, starts, columns, answers }: VoteTable): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const row of participants.keys()) {
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      for (const key of [`participant ${row}: ${answers[at]!}`, `statement ${columns[at]!}: ${answers[at]!}`]) {
        sums[key] = (sums[key] ?? 0) + 1;
      }
    }
  }
  return sums;
}
