import { createRandom } from "../random.ts";
import { addRow, createMachines, descend, type DescentOptions, type Machines, scoreRow } from "./descend.ts";
import type { TextMatrix } from "./text-matrix.ts";

/** Cost of a mistake, chosen by cross-validation; a class's own texts cost more the rarer it is (as `class_weight="balanced"`). */
const COST = 1;
/** More rounds change less than a text in a thousand. */
const ROUNDS = 4;
/** From a solution for all texts, the solution without a third of them is near. */
const ROUNDS_AGAIN = 2;
const TOLERANCE = 0.05;

export type Trained = {
  /** Trained on every text. */
  readonly machines: Machines;
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
): Trained {
  const rows = Int32Array.from(truth.keys());
  const squares = measureRows(matrix);
  const random = createRandom(seed);
  const options: DescentOptions = {
    truth,
    costOfClass: weighClasses(truth, classes),
    costOfRest: COST,
    roundsMax: ROUNDS,
    tolerance: TOLERANCE,
  };
  const machines = createMachines(truth.length, matrix.hashes.length, classes);
  descend(machines, matrix, rows, squares, options, random);
  onProgress(0.5);
  const unseenMargins = new Float64Array(truth.length * classes);
  const scores = new Float64Array(machines.stride);
  for (let fold = 0; fold < foldCount; fold += 1) {
    const without = withoutFold(machines, matrix, truth, folds, fold);
    const others = rows.filter((row) => folds[row] !== fold);
    descend(without, matrix, others, squares, { ...options, roundsMax: ROUNDS_AGAIN }, random);
    for (const row of rows) {
      if (folds[row] !== fold) continue;
      scoreRow(without, matrix, row, scores);
      for (let label = 0; label < classes; label += 1) unseenMargins[row * classes + label] = scores[label]!;
    }
    onProgress(0.5 + (fold + 1) / (2 * foldCount));
  }
  return { machines, unseenMargins };
}

function withoutFold(machines: Machines, matrix: TextMatrix, truth: Int32Array, folds: Int8Array, fold: number): Machines {
  const { classes, stride, weights, alphas, active } = machines;
  const without = { classes, stride, weights: weights.slice(), alphas: alphas.slice(), active: active.slice() };
  for (let row = 0; row < folds.length; row += 1) {
    if (folds[row] !== fold) continue;
    for (let label = 0; label < classes; label += 1) {
      const alpha = alphas[row * classes + label]!;
      if (alpha === 0) continue;
      without.alphas[row * classes + label] = 0;
      addRow(without, matrix, row, label, truth[row] === label ? -alpha : alpha);
    }
  }
  return without;
}

/** Squared length of each row, with 1 for the bias. */
function measureRows(matrix: TextMatrix): Float64Array {
  const squares = new Float64Array(matrix.starts.length - 1).fill(1);
  for (let row = 0; row < squares.length; row += 1) {
    for (let cell = matrix.starts[row]!; cell < matrix.starts[row + 1]!; cell += 1) squares[row]! += matrix.values[cell]! ** 2;
  }
  return squares;
}

function weighClasses(truth: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of truth) counts[label]! += 1;
  return counts.map((count) => (COST * truth.length) / (classes * count));
}
