/**
 * Margins → probabilities: p(c) ∝ exp(slope · margin(c) + offset(c)), Platt's sigmoid (1999) for several classes, a special
 * case of vector scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017). The last offset is 0.
 */
export type Calibration = { readonly slope: number; readonly offsets: readonly number[] };

const STEPS_MAX = 30;
/** Newton's method stops when no parameter moves further: far below what a probability shows. */
const MOVE_MIN = 1e-7;
/** A little pull of the parameters to 0, so that separable margins do not send them to infinity. */
const RIDGE = 1e-3;

/** Fits by Newton's method to margins of texts the machines had not seen. `margins` holds `classes` numbers a row. */
export function fitCalibration(margins: Float64Array, truth: Int32Array, classes: number): Calibration {
  const size = classes;
  // Parameter 0 is the slope, parameter 1 + c the offset of class c; the last class has none.
  let parameters = new Float64Array(size);
  parameters[0] = 1;
  let loss = lossOf(margins, truth, parameters, classes);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const { gradient, hessian } = derive(margins, truth, parameters, classes);
    const direction = solve(hessian, gradient);
    let scale = 1;
    let moved = parameters;
    for (; scale > 1e-6; scale /= 2) {
      moved = parameters.map((value, index) => value - scale * direction[index]!);
      const next = lossOf(margins, truth, moved, classes);
      if (next > loss) continue;
      loss = next;
      break;
    }
    const move = Math.max(...direction.map((value) => Math.abs(scale * value)));
    parameters = moved;
    if (move < MOVE_MIN) break;
  }
  return { slope: parameters[0]!, offsets: [...parameters.subarray(1), 0] };
}

/** Writes the probabilities of one text's margins; they sum to 1. */
export function calibrate(calibration: Calibration, margins: Float64Array, from: number, into: Float64Array): void {
  const classes = calibration.offsets.length;
  let highest = -Infinity;
  for (let label = 0; label < classes; label += 1) {
    into[label] = calibration.slope * margins[from + label]! + calibration.offsets[label]!;
    if (into[label]! > highest) highest = into[label]!;
  }
  let sum = 0;
  for (let label = 0; label < classes; label += 1) {
    into[label] = Math.exp(into[label]! - highest);
    sum += into[label]!;
  }
  for (let label = 0; label < classes; label += 1) into[label]! /= sum;
}

function calibrationOf(parameters: Float64Array): Calibration {
  return { slope: parameters[0]!, offsets: [...parameters.subarray(1), 0] };
}

function lossOf(margins: Float64Array, truth: Int32Array, parameters: Float64Array, classes: number): number {
  const calibration = calibrationOf(parameters);
  const shares = new Float64Array(classes);
  let loss = 0;
  for (const value of parameters) loss += 0.5 * RIDGE * value * value;
  for (let row = 0; row < truth.length; row += 1) {
    calibrate(calibration, margins, row * classes, shares);
    loss -= Math.log(Math.max(shares[truth[row]!]!, 1e-300));
  }
  return loss;
}

/** Gradient and Hessian of the negative log-likelihood of a multinomial logit that is linear in its parameters. */
function derive(margins: Float64Array, truth: Int32Array, parameters: Float64Array, classes: number) {
  const size = classes;
  const calibration = calibrationOf(parameters);
  const gradient = parameters.map((value) => RIDGE * value);
  const hessian = Array.from({ length: size }, (_, row) =>
    Float64Array.from({ length: size }, (__, column) => (row === column ? RIDGE : 0)),
  );
  const shares = new Float64Array(classes);
  for (let row = 0; row < truth.length; row += 1) {
    const from = row * classes;
    calibrate(calibration, margins, from, shares);
    let mean = 0;
    let square = 0;
    for (let label = 0; label < classes; label += 1) {
      mean += shares[label]! * margins[from + label]!;
      square += shares[label]! * margins[from + label]! ** 2;
    }
    gradient[0]! += mean - margins[from + truth[row]!]!;
    hessian[0]![0]! += square - mean * mean;
    for (let label = 0; label + 1 < classes; label += 1) {
      const share = shares[label]!;
      gradient[label + 1]! += share - (truth[row] === label ? 1 : 0);
      const cross = share * (margins[from + label]! - mean);
      hessian[0]![label + 1]! += cross;
      hessian[label + 1]![0]! += cross;
      for (let other = 0; other + 1 < classes; other += 1) {
        hessian[label + 1]![other + 1]! += (label === other ? share : 0) - share * shares[other]!;
      }
    }
  }
  return { gradient, hessian };
}

/** Gaussian elimination with partial pivoting; the matrix is positive definite by the ridge. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, index) => Float64Array.of(...row, right[index]!));
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    const held = rows[column]!;
    rows[column] = rows[pivot]!;
    rows[pivot] = held;
    for (let row = column + 1; row < size; row += 1) {
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let cell = column; cell <= size; cell += 1) rows[row]![cell]! -= factor * rows[column]![cell]!;
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = rows[row]![size]!;
    for (let column = row + 1; column < size; column += 1) value -= rows[row]![column]! * solution[column]!;
    solution[row] = value / rows[row]![row]!;
  }
  return solution;
}
