import type { TextMatrix } from "./text-matrix.ts";

/**
 * Dual coordinate descent for the L2-regularised L2-loss (squared hinge) support vector machine: Hsieh, Chang, Lin, Keerthi,
 * Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1 with the shrinking of
 * its algorithm 3 (what LIBLINEAR calls solver 1). One machine a class against the rest; all are improved side by side, because
 * a row is then fetched once for all of them, and fetching is what takes the time.
 */
export type Machines = {
  readonly classes: number;
  /** Classes rounded up to a multiple of `LANES`: feature f's weights begin at f · stride; the biases come last. */
  readonly stride: number;
  readonly weights: Float32Array;
  /** Row · classes + class → its dual variable, ≥ 0, and whether it is still looked at (else it has long been 0). */
  readonly alphas: Float64Array;
  readonly active: Uint8Array;
};

export type DescentOptions = {
  /** The class of each row. */
  readonly truth: Int32Array;
  /** Class → cost of a mistake on a row of the class; and on any other row. */
  readonly costOfClass: Float64Array;
  readonly costOfRest: number;
  readonly roundsMax: number;
  /** A machine stops when the largest projected gradients of a round lie closer than this. */
  readonly tolerance: number;
};

/** Classes whose scores are summed in one pass over a row: as many running sums as stay in registers. */
const LANES = 4;

export function createMachines(rows: number, features: number, classes: number): Machines {
  const stride = Math.ceil(classes / LANES) * LANES;
  return {
    classes,
    stride,
    weights: new Float32Array((features + 1) * stride),
    alphas: new Float64Array(rows * classes),
    active: new Uint8Array(rows * classes).fill(1),
  };
}

/** A class's progress through the rounds. */
type Progress = {
  /** Rows with dual variable 0 whose gradient lies above are not looked at again. */
  readonly upper: Float64Array;
  readonly highest: Float64Array;
  readonly lowest: Float64Array;
  /** Whether a row was left out in this round or before it. */
  readonly shrunk: Uint8Array;
  readonly finished: Uint8Array;
};

/** Improves the machines on the given rows, from where they stand; returns the rounds it took. `random` gives [0, 1). */
export function descend(
  machines: Machines,
  matrix: TextMatrix,
  rows: Int32Array,
  squares: Float64Array,
  options: DescentOptions,
  random: () => number,
): number {
  const { classes, active } = machines;
  const progress = startProgress(machines, rows);
  const scores = new Float64Array(machines.stride);
  const order = rows.slice();
  let round = 0;
  while (round < options.roundsMax && progress.finished.includes(0)) {
    shuffle(order, random);
    for (const row of order) {
      let wanted = false;
      const first = row * classes;
      for (let label = 0; label < classes; label += 1) {
        if (active[first + label] === 1 && progress.finished[label] === 0) wanted = true;
      }
      if (!wanted) continue;
      scoreRow(machines, matrix, row, scores);
      for (let label = 0; label < classes; label += 1) {
        if (active[first + label] === 1 && progress.finished[label] === 0) {
          improve(machines, matrix, row, label, scores[label]!, squares[row]!, options, progress);
        }
      }
    }
    round += 1;
    closeRound(machines, rows, options.tolerance, progress);
  }
  return round;
}

/** The margin of every class on one row. */
export function scoreRow(machines: Machines, matrix: TextMatrix, row: number, scores: Float64Array): void {
  const { weights, stride } = machines;
  const { starts, ids, values } = matrix;
  const start = starts[row]!;
  const end = starts[row + 1]!;
  const bias = weights.length - stride;
  for (let lane = 0; lane < stride; lane += LANES) {
    let [one, two, three, four] = [
      weights[bias + lane]!,
      weights[bias + lane + 1]!,
      weights[bias + lane + 2]!,
      weights[bias + lane + 3]!,
    ];
    for (let cell = start; cell < end; cell += 1) {
      const at = ids[cell]! * stride + lane;
      const value = values[cell]!;
      one += value * weights[at]!;
      two += value * weights[at + 1]!;
      three += value * weights[at + 2]!;
      four += value * weights[at + 3]!;
    }
    scores[lane] = one;
    scores[lane + 1] = two;
    scores[lane + 2] = three;
    scores[lane + 3] = four;
  }
}

/** Adds `step` times a row to the weights of a class. */
export function addRow(machines: Machines, matrix: TextMatrix, row: number, label: number, step: number): void {
  const { weights, stride } = machines;
  const { starts, ids, values } = matrix;
  weights[weights.length - stride + label]! += step;
  for (let cell = starts[row]!, end = starts[row + 1]!; cell < end; cell += 1) {
    weights[ids[cell]! * stride + label]! += step * values[cell]!;
  }
}

function improve(
  machines: Machines,
  matrix: TextMatrix,
  row: number,
  label: number,
  score: number,
  square: number,
  options: DescentOptions,
  progress: Progress,
): void {
  const { alphas, active, classes } = machines;
  const sign = options.truth[row] === label ? 1 : -1;
  const softness = 0.5 / (sign > 0 ? options.costOfClass[label]! : options.costOfRest);
  const at = row * classes + label;
  const alpha = alphas[at]!;
  const gradient = sign * score - 1 + alpha * softness;
  let projected = gradient;
  if (alpha === 0) {
    if (gradient > progress.upper[label]!) {
      active[at] = 0;
      progress.shrunk[label] = 1;
      return;
    }
    if (gradient > 0) projected = 0;
  }
  if (projected > progress.highest[label]!) progress.highest[label] = projected;
  if (projected < progress.lowest[label]!) progress.lowest[label] = projected;
  if (Math.abs(projected) < 1e-12) return;
  const next = Math.max(0, alpha - gradient / (square + softness));
  alphas[at] = next;
  if (next !== alpha) addRow(machines, matrix, row, label, (next - alpha) * sign);
}

function startProgress({ classes, active }: Machines, rows: Int32Array): Progress {
  const progress = {
    upper: new Float64Array(classes).fill(Infinity),
    highest: new Float64Array(classes).fill(-Infinity),
    lowest: new Float64Array(classes).fill(Infinity),
    shrunk: new Uint8Array(classes),
    finished: new Uint8Array(classes),
  };
  for (const row of rows) {
    for (let label = 0; label < classes; label += 1) if (active[row * classes + label] === 0) progress.shrunk[label] = 1;
  }
  return progress;
}

/** A machine near enough on the rows it still looks at looks at all of them again; if it did, it has finished. */
function closeRound({ classes, active }: Machines, rows: Int32Array, tolerance: number, progress: Progress): void {
  const { upper, highest, lowest, shrunk, finished } = progress;
  for (let label = 0; label < classes; label += 1) {
    if (finished[label] === 1) continue;
    if (highest[label]! - lowest[label]! <= tolerance) {
      if (shrunk[label] === 0) finished[label] = 1;
      for (const row of rows) active[row * classes + label] = 1;
      shrunk[label] = 0;
      upper[label] = Infinity;
    } else upper[label] = highest[label]! <= 0 ? Infinity : highest[label]!;
    highest[label] = -Infinity;
    lowest[label] = Infinity;
  }
}

/** Fisher and Yates, in Durstenfeld's form. */
function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const held = order[last]!;
    order[last] = order[other]!;
    order[other] = held;
  }
}
