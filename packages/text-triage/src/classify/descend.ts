import type { TextMatrix } from "./text-matrix.ts";

/**
 * Dual coordinate descent for the L2-regularised L2-loss (squared hinge) support vector machine: Hsieh, Chang, Lin, Keerthi,
 * Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1 with the shrinking of
 * its algorithm 3 (what LIBLINEAR calls solver 1). One machine: one class against the rest.
 */
export type Machine = {
  /** One weight a bucket, and the bias last. */
  readonly weights: Float32Array;
  /** The dual variable of every row, ≥ 0. */
  readonly alphas: Float64Array;
};

export type DescentOptions = {
  /** +1 or -1 for each row. */
  readonly signs: Int8Array;
  /** Cost of a mistake on a row of the class, and on any other row. */
  readonly costOfClass: number;
  readonly costOfRest: number;
  readonly roundsMax: number;
  /** Stops when the largest projected gradients of a round lie closer than this. */
  readonly tolerance: number;
};

export function createMachine(rows: number, tableSize: number): Machine {
  return { weights: new Float32Array(tableSize + 1), alphas: new Float64Array(rows) };
}

/** Improves the machine on the given rows, from where it stands; returns the rounds it took. `random` gives [0, 1). */
export function descend(
  machine: Machine,
  matrix: TextMatrix,
  rows: Int32Array,
  squares: Float64Array,
  options: DescentOptions,
  random: () => number,
): number {
  const { weights, alphas } = machine;
  const { starts, ids, values } = matrix;
  const { signs } = options;
  const bias = weights.length - 1;
  const order = rows.slice();
  let active = order.length;
  let upper = Infinity;
  let round = 0;
  while (round < options.roundsMax) {
    let highest = -Infinity;
    let lowest = Infinity;
    for (let at = 0; at < active; at += 1) {
      const other = at + Math.floor(random() * (active - at));
      const held = order[at]!;
      order[at] = order[other]!;
      order[other] = held;
    }
    for (let at = 0; at < active; at += 1) {
      const row = order[at]!;
      const sign = signs[row]!;
      const start = starts[row]!;
      const end = starts[row + 1]!;
      let score = weights[bias]!;
      for (let cell = start; cell < end; cell += 1) score += weights[ids[cell]!]! * values[cell]!;
      const softness = 0.5 / (sign > 0 ? options.costOfClass : options.costOfRest);
      const alpha = alphas[row]!;
      const gradient = sign * score - 1 + alpha * softness;
      let projected = gradient;
      if (alpha === 0) {
        if (gradient > upper) {
          active -= 1;
          order[at] = order[active]!;
          order[active] = row;
          at -= 1;
          continue;
        }
        if (gradient > 0) projected = 0;
      }
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const next = Math.max(0, alpha - gradient / (squares[row]! + softness));
      const step = (next - alpha) * sign;
      alphas[row] = next;
      weights[bias]! += step;
      for (let cell = start; cell < end; cell += 1) weights[ids[cell]!]! += step * values[cell]!;
    }
    round += 1;
    if (highest - lowest <= options.tolerance) {
      if (active === order.length) break;
      active = order.length;
      upper = Infinity;
      continue;
    }
    upper = highest <= 0 ? Infinity : highest;
  }
  return round;
}
