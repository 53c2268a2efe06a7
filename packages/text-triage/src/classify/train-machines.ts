import { createRandom } from "../random.ts";
import { createMachine, descend, type Machine } from "./descend.ts";
import type { TextMatrix } from "./text-matrix.ts";

/** Cost of a mistake, chosen by cross-validation; a class's own texts cost more the rarer it is (as `class_weight="balanced"`). */
const COST = 1;
/** More rounds change less than a text in a thousand. */
const ROUNDS = 6;
/** From a solution for all texts, the solution without a fifth of them is near. */
const ROUNDS_AGAIN = 2;
const TOLERANCE = 0.05;

export type Machines = {
  /** One a class, trained on every text. */
  readonly machines: readonly Machine[];
  /** Row × class: the margin a machine gives that never saw the row's fold. */
  readonly unseenMargins: Float64Array;
};

/**
 * One machine a class against the rest on all texts; then, fold by fold, the fold's texts are taken out again (their dual
 * variables set to 0 and their part of the weights subtracted), the rest re-balanced, and the fold judged.
 */
export function trainMachines(
  matrix: TextMatrix,
  truth: Int32Array,
  classes: number,
  folds: Int8Array,
  foldCount: number,
  seed: number,
  onProgress: (share: number) => void,
): Machines {
  const rows = Int32Array.from(truth.keys());
  const squares = measureRows(matrix);
  const unseenMargins = new Float64Array(truth.length * classes);
  const machines: Machine[] = [];
  for (let label = 0; label < classes; label += 1) {
    const random = createRandom(seed + label);
    const signs = Int8Array.from(truth, (own) => (own === label ? 1 : -1));
    const options = {
      signs,
      costOfClass: (COST * truth.length) / (classes * countOf(truth, label)),
      costOfRest: COST,
      roundsMax: ROUNDS,
      tolerance: TOLERANCE,
    };
    const machine = createMachine(truth.length, matrix.hashes.length);
    descend(machine, matrix, rows, squares, options, random);
    machines.push(machine);
    for (let fold = 0; fold < foldCount; fold += 1) {
      const without = withoutFold(machine, matrix, signs, folds, fold);
      const others = rows.filter((row) => folds[row] !== fold);
      descend(without, matrix, others, squares, { ...options, roundsMax: ROUNDS_AGAIN }, random);
      for (const row of rows) {
        if (folds[row] === fold) unseenMargins[row * classes + label] = marginOf(without, matrix, row);
      }
      onProgress((label + (fold + 1) / foldCount) / classes);
    }
  }
  return { machines, unseenMargins };
}

function withoutFold(machine: Machine, matrix: TextMatrix, signs: Int8Array, folds: Int8Array, fold: number): Machine {
  const without = { weights: machine.weights.slice(), alphas: machine.alphas.slice() };
  const bias = without.weights.length - 1;
  for (let row = 0; row < folds.length; row += 1) {
    const alpha = without.alphas[row]!;
    if (folds[row] !== fold || alpha === 0) continue;
    without.alphas[row] = 0;
    const step = alpha * signs[row]!;
    without.weights[bias]! -= step;
    for (let cell = matrix.starts[row]!; cell < matrix.starts[row + 1]!; cell += 1) {
      without.weights[matrix.ids[cell]!]! -= step * matrix.values[cell]!;
    }
  }
  return without;
}

function marginOf(machine: Machine, matrix: TextMatrix, row: number): number {
  let margin = machine.weights[machine.weights.length - 1]!;
  for (let cell = matrix.starts[row]!; cell < matrix.starts[row + 1]!; cell += 1) {
    margin += machine.weights[matrix.ids[cell]!]! * matrix.values[cell]!;
  }
  return margin;
}

/** Squared length of each row, with 1 for the bias. */
function measureRows(matrix: TextMatrix): Float64Array {
  const squares = new Float64Array(matrix.starts.length - 1).fill(1);
  for (let row = 0; row < squares.length; row += 1) {
    for (let cell = matrix.starts[row]!; cell < matrix.starts[row + 1]!; cell += 1) squares[row]! += matrix.values[cell]! ** 2;
  }
  return squares;
}

function countOf(truth: Int32Array, label: number): number {
  let count = 0;
  for (const own of truth) if (own === label) count += 1;
  return count;
}
