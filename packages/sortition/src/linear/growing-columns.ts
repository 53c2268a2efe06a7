/** Sparse columns of a matrix, one after another: entries of column c stand from `starts[c]` to `starts[c + 1]`. */
export class GrowingColumns {
  starts = new Int32Array(64);
  rows = new Int32Array(256);
  values = new Float64Array(256);
  count = 0;

  /** Adds a column and returns its number. Rows named must differ. */
  add(rows: ArrayLike<number>, values: ArrayLike<number>): number {
    const start = this.starts[this.count]!;
    const end = start + rows.length;
    if (end > this.rows.length) {
      const room = Math.max(end, 2 * this.rows.length);
      this.rows = resized(this.rows, new Int32Array(room));
      this.values = resized(this.values, new Float64Array(room));
    }
    if (this.count + 2 > this.starts.length) this.starts = resized(this.starts, new Int32Array(2 * this.starts.length));
    this.rows.set(rows, start);
    this.values.set(values, start);
    this.count += 1;
    this.starts[this.count] = end;
    return this.count - 1;
  }

  /** The column times a vector over the rows, which begins at `offset`. */
  dot(column: number, vector: Float64Array, offset = 0): number {
    let sum = 0;
    const end = this.starts[column + 1]!;
    for (let at = this.starts[column]!; at < end; at += 1) sum += this.values[at]! * vector[offset + this.rows[at]!]!;
    return sum;
  }
}

export function resized<Numbers extends Int32Array | Float64Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
