import { createRandom } from "../random.ts";
import type { VoteTable } from "../votes/vote-table.ts";
import { type PairTallies, scatterOf, tallyPairs } from "./pair-tallies.ts";

/** The two directions in which the votes differ most, and the mean they are seen from; one number a statement in each. */
export type Axes = {
  /** Mean answer, −1 to 1; 0 for a statement moderated out. */
  readonly center: Float64Array;
  /** Two vectors of length 1, at right angles; all 0 where the votes do not differ in a second (or any) direction. */
  readonly components: readonly [Float64Array, Float64Array];
  /** Sum of squares along each component (the eigenvalues of the scatter matrix). */
  readonly strengths: readonly [number, number];
  /** What the axes after some more votes are quickly made from; kept once there were such. */
  readonly pairs?: PairTallies;
};

export type AxesOptions = {
  /** 1 for each statement moderated out: its answers count as if everybody had passed. */
  readonly moderated: Uint8Array;
  /** How many times each participant counts; once where not given. */
  readonly weights?: Float64Array;
  /** Components of an earlier map: the search begins there and the picture keeps its sides. */
  readonly start?: readonly [Float64Array, Float64Array];
  /** Whether more votes will come in one by one: then pairs of answers are tallied, from these of the votes before where given. */
  readonly goesOn?: { readonly pairs: PairTallies | undefined };
  readonly iterations?: number;
  /** The search ends when no loading moved by more than this. */
  readonly precision?: number;
};

/** As production; from an earlier map a few are enough. */
const ITERATIONS = 100;
const PRECISION = 1e-9;
const START_SEED = 1;

/** Up to so many statements their scatter matrix is made once (32 MB); beyond, each step goes through the answers. */
const WIDTH_OF_MATRIX = 2_000;
/** Up to so many statements (2.5 MB) their pairs are tallied for the next map; beyond a processor's cache it would not pay. */
const WIDTH_OF_TALLIES = 400;

/**
 * Principal components of the votes by power iteration with deflation. An answer that is missing counts as the statement's mean;
 * after centring that is 0, so only given answers are ever touched, and there is never a participants × statements matrix.
 */
export function findAxes(table: VoteTable, options: AxesOptions): Axes {
  const { weights, start, goesOn, moderated, iterations = ITERATIONS, precision = PRECISION } = options;
  const width = table.statements.length;
  const center = meanAnswers(table, options);
  const centred: Centred = { table, center, moderated: options.moderated, weights };
  const pairs = goesOn !== undefined && width <= WIDTH_OF_TALLIES ? tallyPairs(table, goesOn.pairs) : undefined;
  const matrix = () => (pairs === undefined ? scatterMatrix(centred) : scatterOf(pairs, center, moderated));
  const times = width <= WIDTH_OF_MATRIX ? timesMatrix(matrix(), width) : timesAnswers(centred);
  const random = createRandom(START_SEED);
  const found: { vector: Float64Array; strength: number }[] = [];
  for (const axis of [0, 1]) {
    let vector = start === undefined ? randomVector(width, random) : continued(start[axis]!, width);
    let strength = 0;
    for (let step = 0; step < iterations; step += 1) {
      const next = times(vector);
      for (const { vector: before } of found) removeDirection(next, before);
      strength = Math.sqrt(dot(next, next));
      for (let column = 0; column < width; column += 1) next[column] = strength > 0 ? next[column]! / strength : 0;
      const moved = largestDifference(vector, next);
      vector = next;
      if (moved <= precision) break;
    }
    if (start === undefined) makePositive(vector);
    found.push({ vector, strength });
  }
  const [first, second] = found as [(typeof found)[0], (typeof found)[0]];
  const axes = { center, components: [first.vector, second.vector], strengths: [first.strength, second.strength] } as const;
  return pairs === undefined ? axes : { ...axes, pairs };
}

function meanAnswers(table: VoteTable, { moderated, weights }: AxesOptions): Float64Array {
  const { starts, columns, answers } = table;
  const sums = new Float64Array(table.statements.length);
  const counts = new Float64Array(table.statements.length);
  for (let row = 0; row < table.participants.length; row += 1) {
    const weight = weights?.[row] ?? 1;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      sums[columns[at]!]! += weight * answers[at]!;
      counts[columns[at]!]! += weight;
    }
  }
  return sums.map((sum, column) => (moderated[column] === 1 || counts[column] === 0 ? 0 : sum / counts[column]!));
}

/** The votes as seen from their mean; statements moderated out are 0 for everybody. */
type Centred = {
  readonly table: VoteTable;
  readonly center: Float64Array;
  readonly moderated: Uint8Array;
  readonly weights: Float64Array | undefined;
};

/** Xᵀ W X for the centred votes X, row by row: the sum over the participants of their pairs of answers. */
function scatterMatrix({ table, center, moderated, weights }: Centred): Float64Array {
  const { starts, columns, answers } = table;
  const width = center.length;
  const matrix = new Float64Array(width * width);
  const places = new Int32Array(width);
  const values = new Float64Array(width);
  for (let row = 0; row < table.participants.length; row += 1) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    let count = 0;
    for (let at = starts[row]!; at < starts[row + 1]!; at += 1) {
      const column = columns[at]!;
      if (moderated[column] === 1) continue;
      places[count] = column;
      values[count] = answers[at]! - center[column]!;
      count += 1;
    }
    // Columns ascend: only the upper half is filled here.
    for (let one = 0; one < count; one += 1) {
      const value = weight * values[one]!;
      const offset = places[one]! * width;
      for (let other = one; other < count; other += 1) matrix[offset + places[other]!]! += value * values[other]!;
    }
  }
  for (let row = 1; row < width; row += 1) {
    for (let column = 0; column < row; column += 1) matrix[row * width + column] = matrix[column * width + row]!;
  }
  return matrix;
}

function timesMatrix(matrix: Float64Array, width: number): (vector: Float64Array) => Float64Array {
  return (vector) => {
    const product = new Float64Array(width);
    for (let row = 0; row < width; row += 1) {
      const offset = row * width;
      let sum = 0;
      for (let column = 0; column < width; column += 1) sum += matrix[offset + column]! * vector[column]!;
      product[row] = sum;
    }
    return product;
  };
}

/** Xᵀ W (X v), a participant at a time. */
function timesAnswers({ table, center, moderated, weights }: Centred): (vector: Float64Array) => Float64Array {
  const { starts, columns, answers } = table;
  return (vector) => {
    // Statements moderated out have no part: a 0 in the vector and a 0 in the result are enough.
    const seen = vector.map((loading, column) => (moderated[column] === 1 ? 0 : loading));
    const product = new Float64Array(vector.length);
    for (let row = 0; row < table.participants.length; row += 1) {
      const weight = weights === undefined ? 1 : weights[row]!;
      if (weight === 0) continue;
      const end = starts[row + 1]!;
      let along = 0;
      for (let at = starts[row]!; at < end; at += 1) {
        const column = columns[at]!;
        along += (answers[at]! - center[column]!) * seen[column]!;
      }
      along *= weight;
      for (let at = starts[row]!; at < end; at += 1) {
        const column = columns[at]!;
        product[column]! += along * (answers[at]! - center[column]!);
      }
    }
    for (let column = 0; column < product.length; column += 1) if (moderated[column] === 1) product[column] = 0;
    return product;
  };
}

/** Statements that came since the earlier map begin at 1, as in production; a vector of zeros begins anew. */
function continued(vector: Float64Array, width: number): Float64Array {
  if (vector.every((loading) => loading === 0)) return randomVector(width, createRandom(START_SEED));
  const longer = new Float64Array(width).fill(1);
  longer.set(vector);
  return longer;
}

function randomVector(width: number, random: () => number): Float64Array {
  return Float64Array.from({ length: width }, () => random() - 0.5);
}

/** Either sign is as good; the largest loading is made positive, so that the same votes always give the same picture. */
function makePositive(vector: Float64Array): void {
  let largest = 0;
  for (const loading of vector) if (Math.abs(loading) > Math.abs(largest) * (1 + 1e-9)) largest = loading;
  if (largest < 0) for (let column = 0; column < vector.length; column += 1) vector[column] = -vector[column]!;
}

function removeDirection(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (let column = 0; column < vector.length; column += 1) vector[column]! -= along * unit[column]!;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let column = 0; column < left.length; column += 1) sum += left[column]! * right[column]!;
  return sum;
}

function largestDifference(left: Float64Array, right: Float64Array): number {
  let largest = 0;
  for (let column = 0; column < left.length; column += 1) largest = Math.max(largest, Math.abs(left[column]! - right[column]!));
  return largest;
}
