import type { GrowingColumns } from "./growing-columns.ts";

/** A pivot below this means that the columns depend on one another. */
const SINGULAR = 1e-9;

/**
 * Writes the inverse of the basis's columns (rows of `inverse` stand for places in the basis), by Gauss-Jordan elimination with
 * row pivoting; columns of row activities (a lone -1) cost nothing. A column that depends on the others is replaced by the
 * activity of a free row; returned are the variables so dropped. `basis` is put into the order of the inverse's rows.
 */
export function invertBasis(columns: GrowingColumns, basis: Int32Array, inverse: Float64Array): readonly number[] {
  const size = basis.length;
  const dropped: number[] = [];
  const holder = new Int32Array(size).fill(-1);
  inverse.fill(0);
  for (let row = 0; row < size; row += 1) inverse[row * size + row] = 1;
  const waiting: number[] = [];
  for (const variable of basis) {
    if (variable < size) holder[variable] = variable;
    else waiting.push(variable);
  }
  for (let row = 0; row < size; row += 1) if (holder[row]! >= 0) inverse[row * size + row] = -1;
  const column = new Float64Array(size);
  for (const variable of waiting) {
    const pivotRow = transformed(columns, variable - size, inverse, column, holder);
    if (pivotRow < 0) {
      dropped.push(variable);
      continue;
    }
    holder[pivotRow] = variable;
    eliminate(inverse, column, pivotRow, size);
  }
  fillWithActivities(holder, inverse, size);
  basis.set(holder);
  return dropped;
}

/** The column in the rows' present coordinates; returns the free row where it is largest, or -1. */
function transformed(
  columns: GrowingColumns,
  index: number,
  inverse: Float64Array,
  column: Float64Array,
  holder: Int32Array,
): number {
  const size = holder.length;
  let chosen = -1;
  let largest = SINGULAR;
  for (let row = 0; row < size; row += 1) {
    const entry = columns.dot(index, inverse, row * size);
    column[row] = entry;
    if (holder[row]! >= 0 || Math.abs(entry) <= largest) continue;
    largest = Math.abs(entry);
    chosen = row;
  }
  return chosen;
}

function eliminate(inverse: Float64Array, column: Float64Array, pivotRow: number, size: number): void {
  const from = pivotRow * size;
  const pivot = column[pivotRow]!;
  for (let at = 0; at < size; at += 1) inverse[from + at] = inverse[from + at]! / pivot;
  for (let row = 0; row < size; row += 1) {
    const factor = column[row]!;
    if (row === pivotRow || factor === 0) continue;
    for (let at = 0; at < size; at += 1) inverse[row * size + at] = inverse[row * size + at]! - factor * inverse[from + at]!;
  }
}

/** Rows nobody holds get an activity that is in no place yet and independent of the rest. */
function fillWithActivities(holder: Int32Array, inverse: Float64Array, size: number): void {
  const used = new Set(holder);
  const column = new Float64Array(size);
  for (let activity = 0; activity < size; activity += 1) {
    if (used.has(activity)) continue;
    let chosen = -1;
    let largest = SINGULAR;
    for (let row = 0; row < size; row += 1) {
      const entry = -inverse[row * size + activity]!;
      column[row] = entry;
      if (holder[row]! >= 0 || Math.abs(entry) <= largest) continue;
      largest = Math.abs(entry);
      chosen = row;
    }
    if (chosen < 0) continue;
    holder[chosen] = activity;
    eliminate(inverse, column, chosen, size);
  }
}
