import { describe, expect, test } from "vitest";
import { integerBelow, randomFrom } from "../fixtures/random-requests.ts";
import { type IntegerProgram, IntegerSearch } from "./integer-search.ts";

const PROGRAMS = 400;

function randomProgram(random: () => number): IntegerProgram {
  const rows = 1 + integerBelow(random, 4);
  const columns = Array.from({ length: 1 + integerBelow(random, 6) }, () => {
    const touched = Array.from({ length: rows }, (_, row) => row).filter(() => random() < 0.7);
    const lower = integerBelow(random, 2) - 1;
    return {
      rows: touched,
      values: touched.map(() => integerBelow(random, 5) - 2),
      lower,
      upper: lower + integerBelow(random, 4),
    };
  });
  const rowLower = Array.from({ length: rows }, () => integerBelow(random, 6) - 4);
  return { rowLower, rowUpper: rowLower.map((bound) => bound + integerBelow(random, 4)), columns };
}

function bruteForce({ rowLower, rowUpper, columns }: IntegerProgram, weights: readonly number[]): number | undefined {
  let best: number | undefined;
  const tryFrom = (index: number, sums: readonly number[], value: number): void => {
    const column = columns[index];
    if (column === undefined) {
      if (sums.every((sum, row) => sum >= rowLower[row]! && sum <= rowUpper[row]!)) best = Math.max(best ?? value, value);
      return;
    }
    for (let take = column.lower; take <= column.upper; take += 1) {
      const next = [...sums];
      for (let at = 0; at < column.rows.length; at += 1) next[column.rows[at]!]! += take * column.values[at]!;
      tryFrom(index + 1, next, value + take * weights[index]!);
    }
  };
  tryFrom(
    0,
    Array.from(rowLower, () => 0),
    0,
  );
  return best;
}

describe("whole-number programs", () => {
  test(`${PROGRAMS} random ones, each with three objectives, as brute force has them`, () => {
    let solvable = 0;
    for (let seed = 0; seed < PROGRAMS; seed += 1) {
      const random = randomFrom(seed);
      const program = randomProgram(random);
      const search = new IntegerSearch(program);
      for (let objective = 0; objective < 3; objective += 1) {
        const weights = program.columns.map(() => integerBelow(random, 21) - 10);
        const best = bruteForce(program, weights);
        const found = search.maximise(weights);
        expect(found.complete, `seed ${seed}`).toBe(true);
        expect(found.solution === undefined ? undefined : found.value, `seed ${seed}`).toBe(best);
        if (best === undefined) continue;
        solvable += 1;
        expect(found.bound).toBe(best);
        expect(search.prove(weights, best, 10_000), `seed ${seed}`).toBeDefined();
        expect(search.prove(weights, best - 1, 10_000), `seed ${seed}`).toBeUndefined();
      }
    }
    expect(solvable).toBeGreaterThan(PROGRAMS / 2);
  });

  test("a search that is cut short says so and keeps a valid bound", () => {
    const odd = Array.from({ length: 15 }, () => ({ rows: [0], values: [2], lower: 0, upper: 1 }));
    const search = new IntegerSearch({ rowLower: [15], rowUpper: [15], columns: odd });
    const cut = search.maximise(new Float64Array(15).fill(1), { nodesMax: 3 });
    expect(cut).toMatchObject({ complete: false, solution: undefined });
    expect(cut.bound).toBeGreaterThanOrEqual(7);
    expect(search.maximise(new Float64Array(15).fill(1)).solution).toBeUndefined();
  });
});
