import fc from "fast-check";
import { expect, test } from "vitest";
import { reckonAccount, type Cost, type LineVersion } from "./reckon-account.ts";

const MOST = 10_000_000_000;
const NAMES = ["挖沟", "管材", "人工", "验收"];
const SOURCES = ["村级公益经费", "上级补助", "捐赠"];

const lines = fc.array(
  fc.record({
    source: fc.constantFrom(...SOURCES),
    cents: fc.array(fc.integer({ min: 0, max: MOST }), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: NAMES.length },
);
const spent = fc.array(fc.tuple(fc.nat({ max: NAMES.length }), fc.integer({ min: -MOST, max: MOST })), { maxLength: 30 });

/** The same by hand, a line at a time, in integers without an end. */
function plainly(versions: readonly LineVersion[], costs: readonly Cost[]) {
  const ids = [...new Set(versions.map(({ id }) => id))];
  const of = (id: string) => {
    const own = versions.filter((one) => one.id === id);
    const paid = costs.filter(({ line_id }) => line_id === id).map(({ cents }) => BigInt(cents));
    const budget = BigInt(own[own.length - 1]?.cents ?? 0);
    const cost = paid.reduce((one, other) => one + other, 0n);
    return { id, source: own[own.length - 1]?.source ?? "", planned: BigInt(own[0]?.cents ?? 0), budget, cost };
  };
  return ids.map(of);
}

test("every sum is what a plain count of its entries says, line by line, source by source and in all", () => {
  fc.assert(
    fc.property(lines, spent, (made, paid) => {
      const versions = made.flatMap(({ source, cents }, place) =>
        cents.map((sum, index) => ({ id: String(place), version: index + 1, name: NAMES[place] ?? "", source, cents: sum })),
      );
      const costs = paid.filter(([line]) => line < made.length).map(([line, cents]) => ({ line_id: String(line), cents }));
      const account = reckonAccount(versions, costs);
      const plain = plainly(versions, costs);
      expect(
        account.lines.map((line) => [line.id, BigInt(line.plannedCents), BigInt(line.budgetCents), BigInt(line.costCents)]),
      ).toEqual(plain.map((line) => [line.id, line.planned, line.budget, line.cost]));
      expect(account.lines.every((line) => line.leftCents === line.budgetCents - line.costCents)).toBe(true);
      for (const { source, budgetCents, costCents } of account.sources) {
        const own = plain.filter((line) => line.source === source);
        expect(BigInt(budgetCents)).toBe(own.reduce((sum, line) => sum + line.budget, 0n));
        expect(BigInt(costCents)).toBe(own.reduce((sum, line) => sum + line.cost, 0n));
      }
      expect(BigInt(account.budgetCents)).toBe(plain.reduce((sum, line) => sum + line.budget, 0n));
      expect(BigInt(account.costCents)).toBe(plain.reduce((sum, line) => sum + line.cost, 0n));
    }),
    { numRuns: 500 },
  );
});

test("a line that was changed keeps what was first planned", () => {
  const versions = [
    { id: "a", version: 1, name: "管材", source: "补助", cents: 100 },
    { id: "b", version: 1, name: "人工", source: "自筹", cents: 50 },
    { id: "a", version: 2, name: "管材", source: "补助", cents: 130 },
  ];
  const { lines: reckoned } = reckonAccount(versions, [
    { line_id: "a", cents: 120 },
    { line_id: "a", cents: -5 },
  ]);
  expect(reckoned.map(({ id, plannedCents, budgetCents, leftCents }) => [id, plannedCents, budgetCents, leftCents])).toEqual([
    ["a", 100, 130, 15],
    ["b", 50, 50, 50],
  ]);
});
