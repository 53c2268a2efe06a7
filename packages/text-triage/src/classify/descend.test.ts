import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { createMachines, descend, type Machines } from "./descend.ts";
import type { TextMatrix } from "./text-matrix.ts";

/** Small dense problems, two costs. */
const problem = fc.record({
  points: fc.array(fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
    minLength: 4,
    maxLength: 30,
  }),
  costOfClass: fc.double({ min: 0.1, max: 5, noNaN: true }),
  costOfRest: fc.double({ min: 0.1, max: 5, noNaN: true }),
  seed: fc.nat(),
});

describe("dual coordinate descent", () => {
  it("closes the gap between primal and dual objective, whose weights are the sum of the rows", () => {
    fc.assert(
      fc.property(problem, ({ points, costOfClass, costOfRest, seed }) => {
        const signs = Int8Array.from(points, ([x, y]) => (x + 0.5 * y > 0.1 ? 1 : -1));
        const matrix = matrixOf(points);
        const machines = createMachines(points.length, 2, 2);
        const rows = Int32Array.from(points.keys());
        const squares = Float64Array.from(points, ([x, y]) => 1 + x * x + y * y);
        // The second class's machine tells the same two sets apart, with the costs the other way round.
        const truth = Int32Array.from(signs, (sign) => (sign > 0 ? 0 : 1));
        const costs = Float64Array.of(costOfClass, costOfClass);
        const options = { truth, costOfClass: costs, costOfRest, roundsMax: 5_000, tolerance: 1e-6 };
        descend(machines, matrix, rows, squares, options, createRandom(seed));
        for (const label of [0, 1]) expectSolved(machines, label, points, truth, costOfClass, costOfRest);
      }),
      { numRuns: 200 },
    );
  });
});

function matrixOf(points: readonly (readonly [number, number])[]): TextMatrix {
  return {
    starts: Int32Array.from({ length: points.length + 1 }, (_, row) => 2 * row),
    ids: Int32Array.from({ length: 2 * points.length }, (_, cell) => cell % 2),
    values: Float32Array.from(points.flat()),
    hashes: new Int32Array(2),
    textsWith: new Int32Array(2),
    idf: new Float32Array(2),
  };
}

function expectSolved(
  { weights, alphas, stride }: Machines,
  label: number,
  points: readonly (readonly [number, number])[],
  truth: Int32Array,
  costOfClass: number,
  costOfRest: number,
): void {
  const [first, second, bias] = [weights[label], weights[stride + label], weights[2 * stride + label]];
  let primal = 0.5 * (first! ** 2 + second! ** 2 + bias! ** 2);
  let dual = -primal;
  const sums = [0, 0, 0];
  for (const [row, [x, y]] of points.entries()) {
    const sign = truth[row] === label ? 1 : -1;
    const cost = sign > 0 ? costOfClass : costOfRest;
    const alpha = alphas[2 * row + label]!;
    expect(alpha).toBeGreaterThanOrEqual(0);
    primal += cost * Math.max(0, 1 - sign * (first! * x + second! * y + bias!)) ** 2;
    dual += alpha - alpha ** 2 / (4 * cost);
    for (const [at, value] of [x, y, 1].entries()) sums[at]! += alpha * sign * value;
  }
  for (const [at, weight] of [first!, second!, bias!].entries()) expect(weight).toBeCloseTo(sums[at]!, 3);
  expect(Math.abs(primal - dual)).toBeLessThan(1e-3 * (1 + primal));
}
