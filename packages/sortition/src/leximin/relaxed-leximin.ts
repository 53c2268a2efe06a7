import { BoxedSimplex } from "../linear/boxed-simplex.ts";
import type { Cut, LeximinStage, PanelSpace } from "./panel-space.ts";

export type RelaxedLeximin = {
  /** A member's probability, by group. */
  readonly probability: Float64Array;
  readonly stages: readonly LeximinStage[];
};

/** A group is settled where its share of the proof is at least this: a smaller share would prove its level too weakly. */
const SHARE_MIN = 1e-4;
const WITHIN = 1e-9;

/**
 * The fairest probabilities if panels could take fractions of people: the least as high as can be, then the next, and so on
 * (leximin), over the quotas and the cuts. No lottery of whole panels is fairer; often one is just as fair.
 *
 * @param settledBefore a level for each group that is settled already, NaN for the others
 */
export function relaxedLeximin(space: PanelSpace, cuts: readonly Cut[], settledBefore: Float64Array): RelaxedLeximin {
  const probability = Float64Array.from(settledBefore);
  const stages: LeximinStage[] = [];
  const bounded = new Set<number>();
  while (probability.some(Number.isNaN)) {
    const stage = raise(space, cuts, probability, bounded);
    for (const group of stage.settled) probability[group] = stage.level;
    stages.push(stage);
  }
  return { probability, stages };
}

/** Raises all that are not settled together until something stops them. */
function raise(space: PanelSpace, cuts: readonly Cut[], probability: Float64Array, bounded: Set<number>): LeximinStage {
  for (;;) {
    const simplex = stageProgram(space, cuts, probability, [...bounded]);
    if (simplex.solve() !== "optimal") throw new Error("the relaxation of quotas that can be met has no solution");
    const level = simplex.value(simplex.variables - 1);
    const over = space.groups.flatMap(({ people, most }, group) => {
      const held = people * (Number.isNaN(probability[group]!) ? level : probability[group]!);
      return !bounded.has(group) && simplex.value(simplex.rows + group) + held > most + WITHIN ? [group] : [];
    });
    if (over.length === 0) return readStage(space, cuts, probability, simplex, level);
    for (const group of over) bounded.add(group);
  }
}

/**
 * Columns: for each group the seats beyond what all its members are given, and last the level that all unsettled rise by. Rows:
 * the space's, the cuts, and `bounded` groups' limits (those of the others are seen not to bind).
 */
function stageProgram(
  space: PanelSpace,
  cuts: readonly Cut[],
  probability: Float64Array,
  bounded: readonly number[],
): BoxedSimplex {
  const spaceRows = space.rowLower.length;
  const simplex = new BoxedSimplex(spaceRows + cuts.length + bounded.length);
  const rise = new Float64Array(simplex.rows);
  const held = new Float64Array(simplex.rows);
  const boundRow = new Map(bounded.map((group, index) => [group, spaceRows + cuts.length + index]));
  for (const [group, { people, most, rows }] of space.groups.entries()) {
    const entries = [...rows];
    const values = rows.map(() => 1);
    for (const [index, { weights, unit }] of cuts.entries()) {
      if (weights[group] === 0) continue;
      entries.push(spaceRows + index);
      values.push(weights[group]! * unit);
    }
    const own = boundRow.get(group);
    if (own !== undefined) {
      entries.push(own);
      values.push(1);
      simplex.upper[own] = most;
    }
    const settled = probability[group]!;
    const into = Number.isNaN(settled) ? rise : held;
    const times = people * (Number.isNaN(settled) ? 1 : settled);
    for (const [at, row] of entries.entries()) into[row] = into[row]! + times * values[at]!;
    simplex.addColumn(entries, values, 0, most, 0);
  }
  for (let row = 0; row < simplex.rows; row += 1) {
    if (row < spaceRows) {
      simplex.lower[row] = space.rowLower[row]!;
      simplex.upper[row] = space.rowUpper[row]!;
    } else if (row < spaceRows + cuts.length) {
      const { most, unit } = cuts[row - spaceRows]!;
      simplex.upper[row] = most * unit;
    }
    simplex.lower[row] = simplex.lower[row]! - held[row]!;
    simplex.upper[row] = simplex.upper[row]! - held[row]!;
  }
  const raised = Array.from({ length: simplex.rows }, (_, row) => row).filter((row) => rise[row] !== 0);
  simplex.addColumn(
    raised,
    raised.map((row) => rise[row]!),
    -1,
    2,
    1,
  );
  return simplex;
}

function readStage(
  space: PanelSpace,
  cuts: readonly Cut[],
  probability: Float64Array,
  simplex: BoxedSimplex,
  level: number,
): LeximinStage {
  const weights = Float64Array.from(space.groups, (_, group) => simplex.columns.dot(group, simplex.multipliers));
  const settled = settledByWeights(space, probability, weights);
  return { level, settled, weights, multipliers: simplex.multipliers.slice(0, space.rowLower.length + cuts.length) };
}

/** The unsettled groups whose share of the proof is large enough; the largest share always is. */
export function settledByWeights(space: PanelSpace, probability: Float64Array, weights: Float64Array): readonly number[] {
  const shares = space.groups.map(({ people }, group) => (Number.isNaN(probability[group]!) ? people * weights[group]! : 0));
  const sum = shares.reduce((a, b) => a + b, 0);
  const least = Math.min(SHARE_MIN, shares.reduce((a, b) => Math.max(a, b)) / sum);
  return shares.flatMap((share, group) => (share > 0 && share >= least * sum ? [group] : []));
}
