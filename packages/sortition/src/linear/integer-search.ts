import type { BoundProof } from "../check/certificate.ts";
import { BoxedSimplex } from "./boxed-simplex.ts";
import { OpenNodes } from "./open-nodes.ts";

/** Whole numbers x with lower ≤ x ≤ upper and row bounds; entries are whole too. */
export type IntegerProgram = {
  readonly rowLower: ArrayLike<number>;
  readonly rowUpper: ArrayLike<number>;
  readonly columns: readonly IntegerColumn[];
};

export type IntegerColumn = {
  readonly rows: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly lower: number;
  readonly upper: number;
};

export type SearchOptions = {
  /** Only solutions above this are wanted. */
  readonly above?: number;
  /** Asked after each dive: may the search end with this value (-Infinity before a solution is known), none being above `bound`? */
  readonly enough?: (value: number, bound: number) => boolean;
  /** How far below the proven bound the best may stay, in units of the weights. */
  readonly gap?: number;
  readonly nodesMax?: number;
};

export type SearchResult = {
  /** The best solution found, one number a column; undefined if none above `above` was. */
  readonly solution: Int32Array | undefined;
  /** Its value; without a solution, what is known to be out of reach. */
  readonly value: number;
  /** No solution has a value above this: proven in whole numbers. */
  readonly bound: number;
  readonly nodes: number;
  /** False if the search ended before the bound was down to the value (and the gap allowed). */
  readonly complete: boolean;
};

/** A part of the search: its parent's, with one variable's bounds drawn closer. */
type Node = {
  readonly parent: Node | undefined;
  readonly variable: number;
  readonly lower: number;
  readonly upper: number;
  readonly bound: number;
};

/** Farther from a whole number than this is fractional. */
const FRACTIONAL = 1e-6;
/** Sums of so many bits are exact in doubles, with room for multipliers larger than the weights. */
const EXACT_BITS = 46;
/** A ray that proves that there is no solution has entries of about 1. */
const RAY_SCALE = 2 ** 30;

/**
 * Branch and bound over a linear relaxation: down to a solution, then on from where the bound is highest. A node is left only if
 * whole-number arithmetic proves that it holds nothing better: the relaxation's multipliers are rounded to whole numbers U, and
 * for any U the sum of U·(row bounds) and (weights - U·columns)·(column bounds) limits every solution (weak duality). What
 * floating point gets wrong costs time, never truth.
 */
export class IntegerSearch {
  readonly #program: IntegerProgram;
  readonly #simplex: BoxedSimplex;
  readonly #rounded: Float64Array;
  /** The bounds that hold for the whole search. */
  #lower = new Float64Array(0);
  #upper = new Float64Array(0);
  #weights: ArrayLike<number> = [];
  #largest = 1;
  #scale = 1;
  #gap = 0;
  #best: Int32Array | undefined;
  #value = 0;
  /** The highest bound of what was left for being within the gap. */
  #left = 0;

  constructor(program: IntegerProgram) {
    this.#program = program;
    const rows = program.rowLower.length;
    this.#simplex = new BoxedSimplex(rows);
    this.#rounded = new Float64Array(rows);
    for (let row = 0; row < rows; row += 1) {
      this.#simplex.lower[row] = program.rowLower[row]!;
      this.#simplex.upper[row] = program.rowUpper[row]!;
    }
    for (const { rows: entries, values, lower, upper } of program.columns) {
      this.#simplex.addColumn(entries, values, lower, upper, 0);
    }
  }

  /** Bounds of one column, for all searches that follow. */
  restrict(column: number, lower: number, upper: number): void {
    this.#simplex.lower[this.#simplex.rows + column] = lower;
    this.#simplex.upper[this.#simplex.rows + column] = upper;
  }

  /** The solution of the largest weighted sum; the weights are whole numbers. */
  maximise(weights: ArrayLike<number>, options: SearchOptions = {}): SearchResult {
    const { enough, nodesMax = Number.POSITIVE_INFINITY } = options;
    this.#weights = weights;
    this.#gap = options.gap ?? 0;
    this.#setScale();
    this.#lower = this.#simplex.lower.slice();
    this.#upper = this.#simplex.upper.slice();
    this.#best = undefined;
    this.#value = Math.max(options.above ?? Number.NEGATIVE_INFINITY, this.#leastConceivable() - 1);
    this.#left = this.#value;
    const open = new OpenNodes<Node>();
    let node: Node | undefined = { parent: undefined, variable: 0, lower: 0, upper: 0, bound: Number.POSITIVE_INFINITY };
    let nodes = 0;
    while (node !== undefined && nodes < nodesMax) {
      nodes += 1;
      const next = this.#explore(node, open);
      if (next !== undefined) {
        node = next;
        continue;
      }
      node = open.takeHighest();
      if (node !== undefined && node.bound <= this.#cutoff()) {
        this.#left = Math.max(this.#left, node.bound);
        node = undefined;
        open.clear();
      }
      if (node === undefined || enough?.(this.#best === undefined ? Number.NEGATIVE_INFINITY : this.#value, node.bound) === true)
        break;
      this.#moveTo(node);
    }
    const bound = Math.max(this.#left, this.#value, node?.bound ?? Number.NEGATIVE_INFINITY, open.highest());
    this.#simplex.lower.set(this.#lower);
    this.#simplex.upper.set(this.#upper);
    return { solution: this.#best, value: this.#value, bound, nodes, complete: bound <= this.#cutoff() };
  }

  /** What is proven not to exceed this need not be searched. */
  #cutoff(): number {
    return this.#best === undefined ? this.#value : this.#value + this.#gap;
  }

  /** Proves that no solution weighs more than `limit`; undefined if one does, or after `nodesMax` parts. */
  prove(weights: ArrayLike<number>, limit: number, nodesMax: number): BoundProof | undefined {
    this.#weights = weights;
    this.#gap = 0;
    this.#setScale();
    this.#best = undefined;
    this.#value = limit;
    let left = nodesMax;
    const proveHere = (): BoundProof | undefined => {
      left -= 1;
      if (left < 0) return undefined;
      const status = this.#simplex.solve((limit + 0.5) / this.#largest);
      if (status === "infeasible" && this.#isProvenEmpty()) return { scale: 0, multipliers: [...this.#rounded] };
      if (this.#provenBound() <= limit) return { scale: this.#scale, multipliers: [...this.#rounded] };
      const { lower, upper } = this.#simplex;
      const fractional = status === "optimal" ? this.#fractional() : -1;
      const variable = fractional < 0 ? this.#undecided() : fractional;
      if (variable < 0) return undefined;
      const [low, high] = [lower[variable]!, upper[variable]!];
      const at = this.#splitOf(variable);
      upper[variable] = at;
      const under = proveHere();
      upper[variable] = high;
      lower[variable] = at + 1;
      const over = under === undefined ? undefined : proveHere();
      lower[variable] = low;
      return under === undefined || over === undefined ? undefined : { variable, at, under, over };
    };
    return proveHere();
  }

  #moveTo(node: Node): void {
    const { lower, upper } = this.#simplex;
    lower.set(this.#lower);
    upper.set(this.#upper);
    for (let at: Node | undefined = node; at?.parent !== undefined; at = at.parent) {
      lower[at.variable] = Math.max(lower[at.variable]!, at.lower);
      upper[at.variable] = Math.min(upper[at.variable]!, at.upper);
    }
  }

  /** Less than this no numbers within their bounds give: what is proven to stay below it has no solution at all. */
  #leastConceivable(): number {
    const { rows, lower, upper } = this.#simplex;
    let least = 0;
    for (let column = 0; column < this.#program.columns.length; column += 1) {
      const weight = this.#weights[column]!;
      least += weight * (weight > 0 ? lower[rows + column]! : upper[rows + column]!);
    }
    return least;
  }

  #setScale(): void {
    const { rows, cost } = this.#simplex;
    let largest = 1;
    let seats = 1;
    for (let column = 0; column < this.#program.columns.length; column += 1) {
      largest = Math.max(largest, Math.abs(this.#weights[column]!));
    }
    for (let row = 0; row < rows; row += 1) {
      seats = Math.max(seats, Math.abs(this.#program.rowUpper[row]!), Math.abs(this.#program.rowLower[row]!));
    }
    this.#scale = 2 ** Math.max(0, EXACT_BITS - Math.ceil(Math.log2(largest * seats)));
    this.#largest = largest;
    for (let column = 0; column < this.#program.columns.length; column += 1) {
      cost[rows + column] = this.#weights[column]! / largest;
    }
  }

  /** Judges the node whose bounds stand; returns the child to go on with, whose bounds then stand. */
  #explore(node: Node, open: OpenNodes<Node>): Node | undefined {
    const cutoff = this.#cutoff();
    const status = this.#simplex.solve((cutoff + 0.5) / this.#largest);
    if (status === "infeasible" && this.#isProvenEmpty()) return undefined;
    const bound = Math.min(this.#provenBound(), node.bound);
    if (bound <= cutoff) {
      this.#left = Math.max(this.#left, bound);
      return undefined;
    }
    let variable = status === "optimal" ? this.#fractional() : this.#undecided();
    if (variable < 0) {
      const value = this.#take();
      if (value !== undefined && bound <= value + this.#gap) {
        this.#left = Math.max(this.#left, bound);
        return undefined;
      }
      variable = this.#undecided();
    }
    return variable < 0 ? undefined : this.#branch(node, variable, bound, open);
  }

  #branch(parent: Node, variable: number, bound: number, open: OpenNodes<Node>): Node {
    const lower = this.#simplex.lower[variable]!;
    const upper = this.#simplex.upper[variable]!;
    const at = this.#splitOf(variable);
    const under = { parent, variable, lower, upper: at, bound };
    const over = { parent, variable, lower: at + 1, upper, bound };
    const [first, second] = this.#simplex.value(variable) - at > 0.5 ? [over, under] : [under, over];
    open.add(second);
    this.#simplex.lower[variable] = first.lower;
    this.#simplex.upper[variable] = first.upper;
    return first;
  }

  /** The whole number below the variable's value, so that both sides hold something. */
  #splitOf(variable: number): number {
    const lower = this.#simplex.lower[variable]!;
    const upper = this.#simplex.upper[variable]!;
    return Math.max(lower, Math.min(Math.floor(this.#simplex.value(variable) + FRACTIONAL), upper - 1));
  }

  /** The fractional variable nearest to a half; sums over rows before single columns, for they decide more. -1 if none is. */
  #fractional(): number {
    const { rows, variables } = this.#simplex;
    let chosen = -1;
    let farthest = FRACTIONAL;
    for (let variable = 0; variable < variables; variable += 1) {
      if (variable === rows && chosen >= 0) return chosen;
      const value = this.#simplex.value(variable);
      const distance = Math.abs(value - Math.round(value));
      if (distance <= farthest) continue;
      farthest = distance;
      chosen = variable;
    }
    return chosen;
  }

  /** A column whose bounds still differ: where the relaxation gives no proof, the search goes on to its leaves. */
  #undecided(): number {
    const { rows, variables, lower, upper } = this.#simplex;
    for (let variable = rows; variable < variables; variable += 1) if (lower[variable]! < upper[variable]!) return variable;
    return -1;
  }

  /** The value of a whole solution of the relaxation, or of a leaf, if it satisfies every row; kept if it is the best. */
  #take(): number | undefined {
    const { columns, rowLower, rowUpper } = this.#program;
    const { rows } = this.#simplex;
    const solution = Int32Array.from(columns, (_, column) => Math.round(this.#simplex.value(rows + column)));
    let value = 0;
    const activity = new Float64Array(rows);
    for (const [index, column] of columns.entries()) {
      const take = solution[index]!;
      if (take < this.#lower[rows + index]! || take > this.#upper[rows + index]!) return undefined;
      value += this.#weights[index]! * take;
      for (let at = 0; at < column.rows.length; at += 1) {
        const row = column.rows[at]!;
        activity[row] = activity[row]! + column.values[at]! * take;
      }
    }
    if (activity.some((sum, row) => sum < rowLower[row]! || sum > rowUpper[row]!)) return undefined;
    if (value > this.#value) {
      this.#best = solution;
      this.#value = value;
    }
    return value;
  }

  /** Weak duality with the multipliers of the relaxation. */
  #provenBound(): number {
    const sum = this.#limit(this.#simplex.multipliers, this.#largest * this.#scale, this.#scale);
    return Math.floor(sum / this.#scale);
  }

  /** With no weights at all every solution has the value 0: a limit below proves that there is none. */
  #isProvenEmpty(): boolean {
    return this.#limit(this.#simplex.ray, RAY_SCALE, 0) < 0;
  }

  /**
   * The multipliers, times `unit` and rounded to whole numbers, limit `weightScale` times the weighted sum to what is returned:
   * exact, or infinite where it would not be.
   */
  #limit(multipliers: Float64Array, unit: number, weightScale: number): number {
    const { rows, columns, lower, upper } = this.#simplex;
    const rounded = this.#rounded;
    let sum = 0;
    let size = 0;
    for (let row = 0; row < rows; row += 1) {
      const multiplier = Math.round(multipliers[row]! * unit);
      rounded[row] = multiplier;
      const term = multiplier * (multiplier > 0 ? upper[row]! : lower[row]!);
      sum += term;
      size += Math.abs(term);
    }
    for (let column = 0; column < columns.count; column += 1) {
      const rest = this.#weights[column]! * weightScale - columns.dot(column, rounded);
      const term = rest * (rest > 0 ? upper[rows + column]! : lower[rows + column]!);
      sum += term;
      size += Math.abs(term);
    }
    return size <= Number.MAX_SAFE_INTEGER ? sum : Number.POSITIVE_INFINITY;
  }
}
