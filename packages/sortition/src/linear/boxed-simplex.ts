import { GrowingColumns, resized } from "./growing-columns.ts";
import { invertBasis } from "./invert-basis.ts";

/** How far a value may lie outside its bounds and still count as within; values are seats or shares, about 0.001 to 1000. */
const PRIMAL_TOLERANCE = 1e-9;
const DUAL_TOLERANCE = 1e-11;
/** Smaller entries of a pivot row are taken for rounding. */
const PIVOT_TOLERANCE = 1e-9;
/** Among ratios this close the largest pivot is taken: it loses the fewest digits. */
const RATIO_TOLERANCE = 1e-12;
/** The inverse is computed anew after so many updates, or as soon as a pivot read from its row differs so much from its column's. */
const UPDATES_MAX = 100;
const PIVOT_DIFFERENCE = 1e-7;
const RESIDUAL_MAX = 1e-9;
/** After so many pivots a row the costs are shaken, each by its own amount up to this: a circle is then left. */
const PIVOTS_A_ROW = 6;
const SHAKE = 1e-6;

const AT_LOWER = -1;
const AT_UPPER = -2;

export type SolveStatus = "optimal" | "infeasible" | "below-cutoff";

/**
 * Maximises c·x over lower ≤ x ≤ upper with row bounds lower_i ≤ a_i·x ≤ upper_i, every bound finite, by the dual simplex method
 * on boxed variables (Koberstein, "The dual simplex method", 2005, ch. 3). With all bounds finite any basis is dual feasible once
 * each variable outside it stands at the bound its reduced cost asks for. So bounds, costs and columns may change at will between
 * solutions, and each solution starts from the last one's basis.
 *
 * Variables 0 … rows-1 are the activities of the rows, `rows + c` is column `c`. The inverse of the basis is kept whole: meant for
 * up to about a thousand rows. Only +, -, *, / are used, so every engine gives the same digits.
 */
export class BoxedSimplex {
  readonly rows: number;
  readonly columns = new GrowingColumns();
  /** Bounds and cost of each variable; to be changed between solutions. */
  lower: Float64Array;
  upper: Float64Array;
  cost: Float64Array;
  /** After {@link solve}: what one more unit of each row is worth. After "infeasible", {@link ray} may be added any number of times. */
  readonly multipliers: Float64Array;
  readonly ray: Float64Array;
  pivots = 0;

  readonly #inverse: Float64Array;
  readonly #basis: Int32Array;
  readonly #basic: Float64Array;
  readonly #column: Float64Array;
  readonly #norms: Float64Array;
  #place: Int32Array;
  #reduced: Float64Array;
  #row: Float64Array;
  #updates = 0;
  #shaken = false;

  constructor(rows: number) {
    this.rows = rows;
    this.lower = new Float64Array(rows);
    this.upper = new Float64Array(rows);
    this.cost = new Float64Array(rows);
    this.multipliers = new Float64Array(rows);
    this.ray = new Float64Array(rows);
    this.#inverse = new Float64Array(rows * rows);
    this.#basis = Int32Array.from({ length: rows }, (_, row) => row);
    this.#place = Int32Array.from(this.#basis);
    this.#basic = new Float64Array(rows);
    this.#column = new Float64Array(rows);
    this.#norms = new Float64Array(rows).fill(1);
    this.#reduced = new Float64Array(rows);
    this.#row = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) this.#inverse[row * rows + row] = -1;
  }

  get variables(): number {
    return this.rows + this.columns.count;
  }

  /** Adds a column and returns its variable. */
  addColumn(rows: ArrayLike<number>, values: ArrayLike<number>, lower: number, upper: number, cost: number): number {
    const variable = this.rows + this.columns.add(rows, values);
    if (variable >= this.lower.length) this.#makeRoom(2 * variable + 16);
    this.lower[variable] = lower;
    this.upper[variable] = upper;
    this.cost[variable] = cost;
    this.#place[variable] = AT_LOWER;
    return variable;
  }

  /** The value of a variable after {@link solve}. */
  value(variable: number): number {
    const place = this.#place[variable]!;
    if (place >= 0) return this.#basic[place]!;
    return place === AT_LOWER ? this.lower[variable]! : this.upper[variable]!;
  }

  /** Stops as soon as the maximum is known to be at most `cutoff`, up to rounding. */
  solve(cutoff = Number.NEGATIVE_INFINITY): SolveStatus {
    this.#shaken = false;
    let bound = this.#start();
    for (let pivot = 1; ; pivot += 1) {
      if (pivot % (PIVOTS_A_ROW * this.rows + 200) === 0) {
        this.#shaken = true;
        bound = this.#start();
      }
      if (bound <= cutoff && !this.#shaken) return "below-cutoff";
      const leaving = this.#chooseLeaving();
      if (leaving < 0) {
        if (this.#updates > 0 && this.#residual() > RESIDUAL_MAX) this.#refactor();
        else if (!this.#shaken) return "optimal";
        else this.#shaken = false;
        bound = this.#start();
        continue;
      }
      const below = this.#basic[leaving]! < this.lower[this.#basis[leaving]!]!;
      const entering = this.#chooseEntering(leaving, below ? 1 : -1);
      if (entering < 0) return this.#proveInfeasible(leaving, below ? 1 : -1);
      bound -= this.#pivot(leaving, entering, below);
      if (this.#updates >= UPDATES_MAX) {
        this.#refactor();
        bound = this.#start();
      }
    }
  }

  /** Prices every variable, places those outside the basis and computes the others; returns the bound this proves. */
  #start(): number {
    const { rows } = this;
    const inverse = this.#inverse;
    this.multipliers.fill(0);
    for (let at = 0; at < rows; at += 1) {
      const cost = this.#costOf(this.#basis[at]!);
      if (cost === 0) continue;
      for (let row = 0; row < rows; row += 1) this.multipliers[row] = this.multipliers[row]! + cost * inverse[at * rows + row]!;
    }
    const activity = new Float64Array(rows);
    let bound = 0;
    for (let variable = 0; variable < this.variables; variable += 1) {
      const reduced = this.#costOf(variable) - this.#timesColumn(this.multipliers, 0, variable);
      this.#reduced[variable] = reduced;
      if (this.#place[variable]! >= 0) continue;
      if (reduced > DUAL_TOLERANCE) this.#place[variable] = AT_UPPER;
      else if (reduced < -DUAL_TOLERANCE) this.#place[variable] = AT_LOWER;
      const value = this.value(variable);
      bound += reduced * value;
      if (value !== 0) this.#addColumn(activity, variable, value);
    }
    for (let at = 0; at < rows; at += 1) {
      let sum = 0;
      for (let row = 0; row < rows; row += 1) sum -= inverse[at * rows + row]! * activity[row]!;
      this.#basic[at] = sum;
    }
    return bound;
  }

  /** How far the rows' activities are from what the columns add up to. */
  #residual(): number {
    const activity = new Float64Array(this.rows);
    for (let variable = 0; variable < this.variables; variable += 1) {
      const value = this.value(variable);
      if (value !== 0) this.#addColumn(activity, variable, value);
    }
    return activity.reduce((worst, rest) => Math.max(worst, Math.abs(rest)), 0);
  }

  /** The row that lies farthest outside its bounds, measured along the dual edge (steepest edge); -1 if none does. */
  #chooseLeaving(): number {
    let chosen = -1;
    let worst = 0;
    for (let at = 0; at < this.rows; at += 1) {
      const variable = this.#basis[at]!;
      const value = this.#basic[at]!;
      const outside = Math.max(this.lower[variable]! - value, value - this.upper[variable]!);
      if (outside <= PRIMAL_TOLERANCE) continue;
      const steepness = (outside * outside) / this.#norms[at]!;
      if (steepness <= worst) continue;
      worst = steepness;
      chosen = at;
    }
    return chosen;
  }

  /** The variable that loses its reduced cost first when the leaving one is moved towards its bound; -1 if nothing can move it. */
  #chooseEntering(leaving: number, towards: number): number {
    const offset = leaving * this.rows;
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    let largest = 0;
    for (let variable = 0; variable < this.variables; variable += 1) {
      const place = this.#place[variable]!;
      if (place >= 0) continue;
      const entry = this.#timesColumn(this.#inverse, offset, variable);
      this.#row[variable] = entry;
      if (this.lower[variable] === this.upper[variable]) continue;
      const moves = place === AT_LOWER ? -towards * entry : towards * entry;
      if (moves <= PIVOT_TOLERANCE) continue;
      const ratio = Math.abs(this.#reduced[variable]!) / moves;
      if (ratio > least + RATIO_TOLERANCE || (ratio > least - RATIO_TOLERANCE && moves <= largest)) continue;
      least = Math.min(ratio, least);
      largest = moves;
      chosen = variable;
    }
    return chosen;
  }

  /** Exchanges two variables; returns by how much the bound falls. */
  #pivot(leaving: number, entering: number, below: boolean): number {
    const { rows } = this;
    const inverse = this.#inverse;
    const column = this.#column;
    for (let at = 0; at < rows; at += 1) column[at] = this.#timesColumn(inverse, at * rows, entering);
    const entry = column[leaving]!;
    if (Math.abs(entry - this.#row[entering]!) > PIVOT_DIFFERENCE * (1 + Math.abs(entry))) this.#updates = UPDATES_MAX;
    const leaver = this.#basis[leaving]!;
    const target = below ? this.lower[leaver]! : this.upper[leaver]!;
    const step = (this.#basic[leaving]! - target) / entry;
    const ratio = this.#reduced[entering]! / entry;
    const fall = Math.abs(ratio * (this.#basic[leaving]! - target));
    for (let at = 0; at < rows; at += 1) this.#basic[at] = this.#basic[at]! - column[at]! * step;
    this.#basic[leaving] = this.value(entering) + step;
    for (let variable = 0; variable < this.variables; variable += 1) {
      if (this.#place[variable]! < 0) this.#reduced[variable] = this.#reduced[variable]! - ratio * this.#row[variable]!;
    }
    for (let row = 0; row < rows; row += 1) {
      this.multipliers[row] = this.multipliers[row]! + ratio * inverse[leaving * rows + row]!;
    }
    this.#reduced[leaver] = -ratio;
    this.#reduced[entering] = 0;
    this.#place[leaver] = below ? AT_LOWER : AT_UPPER;
    this.#place[entering] = leaving;
    this.#basis[leaving] = entering;
    this.#updateInverse(leaving, entry);
    this.pivots += 1;
    return fall;
  }

  #updateInverse(leaving: number, entry: number): void {
    const { rows } = this;
    const inverse = this.#inverse;
    const from = leaving * rows;
    for (let row = 0; row < rows; row += 1) inverse[from + row] = inverse[from + row]! / entry;
    this.#norms[leaving] = normOf(inverse, from, rows);
    for (let at = 0; at < rows; at += 1) {
      const factor = this.#column[at]!;
      if (at === leaving || factor === 0) continue;
      const into = at * rows;
      let norm = 0;
      for (let row = 0; row < rows; row += 1) {
        const entryNow = inverse[into + row]! - factor * inverse[from + row]!;
        inverse[into + row] = entryNow;
        norm += entryNow * entryNow;
      }
      this.#norms[at] = norm;
    }
    this.#updates += 1;
  }

  #refactor(): void {
    this.#updates = 0;
    const dropped = invertBasis(this.columns, this.#basis, this.#inverse);
    for (const variable of dropped) this.#place[variable] = AT_LOWER;
    for (let at = 0; at < this.rows; at += 1) {
      this.#place[this.#basis[at]!] = at;
      this.#norms[at] = normOf(this.#inverse, at * this.rows, this.rows);
    }
  }

  #proveInfeasible(leaving: number, towards: number): SolveStatus {
    for (let row = 0; row < this.rows; row += 1) this.ray[row] = towards * this.#inverse[leaving * this.rows + row]!;
    return "infeasible";
  }

  #costOf(variable: number): number {
    const cost = this.cost[variable]!;
    if (!this.#shaken) return cost;
    // Knuth's multiplicative hash spreads the numbers evenly; any fixed spread would do.
    return cost - (SHAKE * (1 + (Math.imul(variable + 1, 0x9e3779b1) >>> 8) / 2 ** 24)) / 2;
  }

  /** A variable's column times the vector that begins at `offset`: the activity of a row has a lone -1. */
  #timesColumn(vector: Float64Array, offset: number, variable: number): number {
    if (variable < this.rows) return -vector[offset + variable]!;
    return this.columns.dot(variable - this.rows, vector, offset);
  }

  #addColumn(into: Float64Array, variable: number, times: number): void {
    if (variable < this.rows) {
      into[variable] = into[variable]! - times;
      return;
    }
    const { starts, rows, values } = this.columns;
    const end = starts[variable - this.rows + 1]!;
    for (let at = starts[variable - this.rows]!; at < end; at += 1) {
      into[rows[at]!] = into[rows[at]!]! + times * values[at]!;
    }
  }

  #makeRoom(room: number): void {
    this.lower = resized(this.lower, new Float64Array(room));
    this.upper = resized(this.upper, new Float64Array(room));
    this.cost = resized(this.cost, new Float64Array(room));
    this.#place = resized(this.#place, new Int32Array(room));
    this.#reduced = resized(this.#reduced, new Float64Array(room));
    this.#row = resized(this.#row, new Float64Array(room));
  }
}

function normOf(vector: Float64Array, from: number, length: number): number {
  let norm = 0;
  for (let at = from; at < from + length; at += 1) norm += vector[at]! * vector[at]!;
  return norm;
}
