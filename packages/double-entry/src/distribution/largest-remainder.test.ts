import { describe, expect, test } from "vitest";
import { accepted, refusalOf } from "../fixtures/accepted.ts";
import { oneOf, type Random, randomFrom, shuffled } from "../fixtures/random.ts";
import { type PlainClaim, plainDistribution } from "../second-implementation/plain-distribution.ts";
import { type Claim, distribute, type Distribution, exactShare } from "./largest-remainder.ts";
import type { Weight } from "./weight.ts";

const RUNS = process.env["GONGZHI_NIGHTLY"] === "1" ? 100_000 : 10_000;

type Weighted = { readonly claim: Claim; readonly plain: PlainClaim };

/** A weight as a caller may write it, and as a fraction. */
function randomWeight(random: Random, size: number): readonly [Weight, readonly [bigint, bigint]] {
  const whole = random(size);
  switch (random(6)) {
    case 0:
      return [0, [0n, 1n]];
    case 1: {
      const below = 1 + random(12);
      return [`${whole}/${below}`, [BigInt(whole), BigInt(below)]];
    }
    case 2:
      return [`${whole}.25`, [BigInt(whole) * 4n + 1n, 4n]];
    case 3:
      return [BigInt(whole), [BigInt(whole), 1n]];
    default:
      return [whole, [BigInt(whole), 1n]];
  }
}

function randomClaims(random: Random): readonly Weighted[] {
  const huge = random(10) === 0;
  const size = oneOf(random, [2, 5, 30, 1_000, 1_000_000, 2 ** 45]);
  const count = 1 + random(oneOf(random, [3, 10, 60]));
  const claims = Array.from({ length: count }, (_, index): Weighted => {
    const id = `m${index}`;
    if (huge) {
      const weight = BigInt(random(size)) * 10n ** BigInt(random(40)) + 1n;
      return { claim: { id, weight: random(2) === 0 ? weight : String(weight) }, plain: { id, weight: [weight, 1n] } };
    }
    const [weight, fraction] = randomWeight(random, size);
    return { claim: { id, weight }, plain: { id, weight: fraction } };
  });
  if (claims.some(({ plain }) => plain.weight[0] > 0n)) return claims;
  return [...claims, { claim: { id: "z", weight: 1 }, plain: { id: "z", weight: [1n, 1n] } }];
}

function amountsById({ shares }: Distribution): string {
  return shares
    .map(({ id, amount }) => `${id} ${amount}`)
    .toSorted()
    .join("\n");
}

/** Each explanation adds up by itself and all of them together. */
function expectToAddUp(distribution: Distribution): void {
  const { total, shares, residue } = distribution;
  let [amounts, floors, numerators, denominator] = [0n, 0n, 0n, 0n];
  for (const { weight, floor, extra, amount, reason } of shares) {
    const exact = exactShare(distribution, weight);
    denominator = exact.denominator;
    amounts += BigInt(amount);
    floors += BigInt(floor);
    numerators += exact.numerator;
    const remainder = exact.numerator - BigInt(floor) * denominator;
    if (amount !== floor + extra || remainder < 0n || remainder >= denominator) throw new Error("a share does not add up");
    // Within one unit of the exact share.
    const distance = BigInt(amount) * denominator - exact.numerator;
    if (distance <= -denominator || distance >= denominator) throw new Error("a share is more than one unit off");
    if ((reason === "whole") !== (remainder === 0n) || (extra === 1) !== (reason === "larger" || reason === "tie-first")) {
      throw new Error(`a share is explained as ${reason}`);
    }
  }
  expect([amounts, BigInt(residue.units), numerators]).toEqual([
    BigInt(total),
    BigInt(total) - floors,
    BigInt(total) * denominator,
  ]);
}

describe("largest remainder", () => {
  test(`${RUNS} random distributions: exact sums, within one unit, in any order, as the plain one has them`, () => {
    const random = randomFrom(7);
    let [tied, left] = [0, 0];
    for (let run = 0; run < RUNS; run += 1) {
      const claims = randomClaims(random);
      const total = random(oneOf(random, [2, 100, 10_000, 10 ** 9, Number.MAX_SAFE_INTEGER]));
      const ours = accepted(
        distribute(
          total,
          claims.map(({ claim }) => claim),
        ),
      );
      expectToAddUp(ours);
      const theirs = plainDistribution(
        BigInt(total),
        claims.map(({ plain }) => plain),
      );
      for (const { id, amount } of ours.shares) {
        if (BigInt(amount) !== theirs.get(id)) throw new Error(`run ${run}: ${id} gets ${amount}, plainly ${theirs.get(id)}`);
      }
      const other = accepted(
        distribute(
          total,
          shuffled(
            random,
            claims.map(({ claim }) => claim),
          ),
        ),
      );
      expect(amountsById(other)).toBe(amountsById(ours));
      if (ours.residue.tied > ours.residue.tiedRoundedUp) tied += 1;
      if (ours.residue.units > 0) left += 1;
    }
    // Residues and ties came up, or little was shown.
    expect([left > RUNS / 2, tied > RUNS / 100]).toEqual([true, true]);
  });

  test("tells why each share is as it is", () => {
    const weights = { d: 1, c: "2", b: 3.5, a: 0, e: "7/2" };
    const claims = Object.entries(weights).map(([id, weight]) => ({ id, weight }));
    const { shares, residue } = accepted(distribute(101, claims));
    expect(shares.map(({ id, floor, amount, reason }) => `${id} ${floor} ${amount} ${reason}`)).toEqual([
      "d 10 10 smaller",
      "c 20 20 smaller",
      "b 35 36 tie-first",
      "a 0 0 whole",
      "e 35 35 tie-later",
    ]);
    expect(residue).toEqual({ units: 1, cut: { numerator: 35n, denominator: 100n }, tied: 2, tiedRoundedUp: 1, tieRule: "id" });
  });

  test.each([
    ["id", "b 2, y 0, z 0", "b 1, y 1, z 0"],
    ["larger-weight", "b 2, y 0, z 0", "b 1, y 1, z 0"],
    ["smaller-weight", "b 1, y 1, z 0", "b 1, y 1, z 0"],
  ] as const)("equal remainders go by %s", (tieRule, unequal, equal) => {
    // Of 2: 3/2, 1/4, 1/4, so one is left for 1/2 alone. Of 2 among 1, 1, 1: two are left for three times 2/3.
    const given = (weights: readonly number[], total: number) => {
      const claims = ["z", "b", "y"].map((id, index) => ({ id, weight: weights[index]! }));
      const { shares } = accepted(distribute(total, claims, tieRule));
      return shares
        .map(({ id, amount }) => `${id} ${amount}`)
        .toSorted()
        .join(", ");
    };
    expect(given([0, 3, 1], 2)).toBe(unequal);
    expect(given([1, 1, 1], 2)).toBe(equal);
  });

  test("says where the tie rule decided", () => {
    const claims = ["c", "a", "b"].map((id) => ({ id, weight: 1 }));
    const { shares, residue } = accepted(distribute(5, claims));
    expect(shares.map(({ id, amount, reason }) => `${id} ${amount} ${reason}`)).toEqual([
      "c 1 tie-later",
      "a 2 tie-first",
      "b 2 tie-first",
    ]);
    expect(residue).toEqual({ units: 2, cut: { numerator: 2n, denominator: 3n }, tied: 3, tiedRoundedUp: 2, tieRule: "id" });
  });

  test.each([
    [-1, [{ id: "a", weight: 1 }], "malformed-amount total"],
    [0.5, [{ id: "a", weight: 1 }], "malformed-amount total"],
    [2 ** 53, [{ id: "a", weight: 1 }], "malformed-amount total"],
    [1, [], "weights-zero claims"],
    [
      1,
      [
        { id: "a", weight: 0 },
        { id: "b", weight: "0/5" },
      ],
      "weights-zero claims",
    ],
    [
      1,
      [
        { id: "a", weight: 1 },
        { id: "a", weight: 2 },
      ],
      "claim-repeated claims.1.id",
    ],
    [1, [{ id: "a", weight: -1 }], "weight-malformed claims.0.weight"],
    [
      1,
      [
        { id: "a", weight: 1 },
        { id: "b", weight: "1/0" },
      ],
      "weight-malformed claims.1.weight",
    ],
    [1, [{ id: "a", weight: "1e3" }], "weight-malformed claims.0.weight"],
    [1, [{ id: "a", weight: Number.NaN }], "weight-malformed claims.0.weight"],
    [1, [{ id: "a", weight: Number.POSITIVE_INFINITY }], "weight-malformed claims.0.weight"],
    [1, [{ id: "a", weight: 0.1 + 0.2 }], "weight-malformed claims.0.weight"],
    [1, [{ id: "a", weight: -1n }], "weight-malformed claims.0.weight"],
  ])("refuses %d among %o", (total, claims, refusal) => {
    expect(refusalOf(distribute(total, claims))).toBe(refusal);
  });

  test("refuses weights over more denominators than can be brought to one", () => {
    const claims = Array.from({ length: 60_000 }, (_, index) => ({ id: String(index), weight: `1/${2 * index + 1}` }));
    expect(refusalOf(distribute(100, claims))).toBe("denominators-too-large claims");
  });

  test("huge weights: proportions count, not sizes", () => {
    const big = 10n ** 900n;
    const { shares } = accepted(
      distribute(Number.MAX_SAFE_INTEGER, [
        { id: "a", weight: big },
        { id: "b", weight: big * 2n },
      ]),
    );
    expect(shares.map(({ amount }) => amount)).toEqual([3002399751580330, 6004799503160661]);
    const one = accepted(
      distribute(1, [
        { id: "a", weight: big },
        { id: "b", weight: big - 1n },
      ]),
    );
    expect(one.shares.map(({ amount }) => amount)).toEqual([1, 0]);
  });

  test("a million members: the sum is exact, and equal shares differ by one cent at most", () => {
    const claims = Array.from({ length: 1_000_000 }, (_, index) => ({ id: `m${index}`, weight: 1 + ((index * 7919) % 1000) }));
    const { shares, residue } = accepted(distribute(987_654_321_987, claims));
    expect(shares.reduce((sum, { amount }) => sum + amount, 0)).toBe(987_654_321_987);
    expect(residue).toMatchObject({ units: 497_987, tied: 1000, tiedRoundedUp: 987 });
    const byWeight = new Map<number, Set<number>>();
    for (const [index, { amount }] of shares.entries()) {
      const { weight } = claims[index]!;
      byWeight.set(weight, (byWeight.get(weight) ?? new Set()).add(amount));
    }
    for (const amounts of byWeight.values()) expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
  });
});
