/** Smaller pivots mean that a new point depends on the others (as far as doubles can tell). */
const DEPENDENT = 1e-12;

/**
 * Points v_1 … v_s and the Cholesky factor R of (e·eᵀ + Vᵀ·V), kept while points come and go (Wolfe, "Finding the nearest point in
 * a polytope", 1976). From it the point of their affine hull nearest to the origin is read in s² steps.
 */
export class AffineMinimum {
  readonly points: Float64Array[] = [];
  /** Row i of R from its diagonal on lies at `#factor[i]`, indexed by column. */
  #factor: Float64Array[] = [];

  /** False (and nothing added) if the point lies in the others' affine hull. */
  add(point: Float64Array): boolean {
    const size = this.points.length;
    const column = new Float64Array(size + 1);
    let own = 1 + dot(point, point);
    const whole = own;
    for (let row = 0; row < size; row += 1) column[row] = 1 + dot(this.points[row]!, point);
    for (let row = 0; row < size; row += 1) {
      const factorRow = this.#factor[row]!;
      const entry = column[row]! / factorRow[row]!;
      column[row] = entry;
      own -= entry * entry;
      for (let later = row + 1; later < size; later += 1) column[later] = column[later]! - factorRow[later]! * entry;
    }
    if (own <= DEPENDENT * whole) return false;
    column[size] = Math.sqrt(own);
    for (let row = 0; row <= size; row += 1) this.#factorRow(row, size + 1)[size] = column[row]!;
    this.points.push(point);
    return true;
  }

  /** Takes the point out; those after it move up by one. */
  remove(index: number): void {
    const size = this.points.length;
    this.points.splice(index, 1);
    for (let row = 0; row < size; row += 1) this.#factor[row]!.copyWithin(index, index + 1, size);
    // What stood right of the diagonal in column row + 1 now stands below it: one rotation of two rows each puts it away.
    for (let row = index; row < size - 1; row += 1) {
      const [upper, under] = [this.#factor[row]!, this.#factor[row + 1]!];
      const [a, b] = [upper[row]!, under[row]!];
      const length = Math.sqrt(a * a + b * b);
      const [cosine, sine] = [a / length, b / length];
      for (let at = row; at < size - 1; at += 1) {
        const [first, second] = [upper[at]!, under[at]!];
        upper[at] = cosine * first + sine * second;
        under[at] = cosine * second - sine * first;
      }
    }
  }

  /** Weights that add up to 1 (some perhaps negative) of the nearest point of the affine hull. */
  weights(): Float64Array {
    const size = this.points.length;
    const solved = new Float64Array(size).fill(1);
    for (let row = 0; row < size; row += 1) {
      const factorRow = this.#factor[row]!;
      const entry = solved[row]! / factorRow[row]!;
      solved[row] = entry;
      for (let later = row + 1; later < size; later += 1) solved[later] = solved[later]! - factorRow[later]! * entry;
    }
    let sum = 0;
    for (let row = size - 1; row >= 0; row -= 1) {
      const factorRow = this.#factor[row]!;
      let entry = solved[row]!;
      for (let later = row + 1; later < size; later += 1) entry -= factorRow[later]! * solved[later]!;
      entry /= factorRow[row]!;
      solved[row] = entry;
      sum += entry;
    }
    for (let row = 0; row < size; row += 1) solved[row] = solved[row]! / sum;
    return solved;
  }

  #factorRow(row: number, length: number): Float64Array {
    const found = this.#factor[row];
    if (found !== undefined && found.length >= length) return found;
    const roomier = new Float64Array(2 * length + 16);
    if (found !== undefined) roomier.set(found);
    this.#factor[row] = roomier;
    return roomier;
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
