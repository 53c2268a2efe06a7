export type Fraction = { readonly top: bigint; readonly bottom: bigint };

/**
 * Maximises one variable over rows·x = right, x ≥ 0 by the two-phase simplex method in whole numbers: every entry of the tableau
 * has the last pivot as its denominator (Bareiss; Edmonds' "integer pivoting"), Bland's rule against circles.
 *
 * @returns the maximum and, for each row, a number that is zero if and only if the row's price is
 */
export function maximiseExactly(
  rows: readonly (readonly bigint[])[],
  right: readonly Fraction[],
  wanted: number,
): { readonly value: Fraction; readonly prices: readonly bigint[] } {
  const scale = right.reduce((product, { bottom }) => leastCommonMultiple(product, bottom), 1n);
  const width = rows[0]!.length;
  const height = rows.length;
  // An artificial variable a row; they also keep the inverse of the basis, from which the prices are read.
  const tableau = rows.map((row, index) => [
    ...row,
    ...rows.map((_, other) => (other === index ? 1n : 0n)),
    (right[index]!.top * scale) / right[index]!.bottom,
  ]);
  const last = width + height;
  const basis = rows.map((_, index) => width + index);
  const phaseOne = Array.from({ length: last + 1 }, (_, at) => (at >= width && at < last ? 0n : -sumOf(tableau, at)));
  let pivot = optimise(tableau, phaseOne, basis, 1n, last);
  if (phaseOne[last] !== 0n) throw new Error("no solution");
  pivot = driveOut(tableau, phaseOne, basis, pivot, width);
  const costs = Array.from({ length: last + 1 }, (_, at) => (at === wanted ? -pivot : 0n));
  for (const [index, variable] of basis.entries()) {
    const cost = variable === wanted ? 1n : 0n;
    if (cost !== 0n) for (let at = 0; at <= last; at += 1) costs[at]! += tableau[index]![at]!;
  }
  pivot = optimise(tableau, costs, basis, pivot, width);
  return { value: reducedFraction(costs[last]!, pivot * scale), prices: costs.slice(width, last) };
}

/** Pivots until no variable below `width` has a negative cost; returns the last pivot. */
function optimise(tableau: bigint[][], costs: bigint[], basis: number[], first: bigint, width: number): bigint {
  let before = first;
  const last = costs.length - 1;
  for (;;) {
    const entering = costs.findIndex((cost, at) => at < width && cost < 0n);
    if (entering < 0) return before;
    let leaving = -1;
    for (const [index, row] of tableau.entries()) {
      if (row[entering]! <= 0n) continue;
      if (leaving < 0) leaving = index;
      else {
        const compared = row[last]! * tableau[leaving]![entering]! - tableau[leaving]![last]! * row[entering]!;
        if (compared < 0n || (compared === 0n && basis[index]! < basis[leaving]!)) leaving = index;
      }
    }
    if (leaving < 0) throw new Error("without bound");
    before = exchange(tableau, costs, basis, before, leaving, entering);
  }
}

/** Artificial variables still in the basis (at zero) make way for others; a row without any says nothing and stays. */
function driveOut(tableau: bigint[][], costs: bigint[], basis: number[], first: bigint, width: number): bigint {
  let before = first;
  for (const [index, row] of tableau.entries()) {
    const entering = basis[index]! < width ? -1 : row.findIndex((entry, at) => at < width && entry !== 0n);
    if (entering < 0) continue;
    if (row[entering]! < 0n) for (let at = 0; at < row.length; at += 1) row[at] = -row[at]!;
    before = exchange(tableau, costs, basis, before, index, entering);
  }
  return before;
}

function exchange(
  tableau: bigint[][],
  costs: bigint[],
  basis: number[],
  before: bigint,
  leaving: number,
  entering: number,
): bigint {
  const chosen = tableau[leaving]!;
  const pivot = chosen[entering]!;
  for (const row of [...tableau, costs]) {
    if (row === chosen) continue;
    const factor = row[entering]!;
    for (let at = 0; at < row.length; at += 1) row[at] = (row[at]! * pivot - factor * chosen[at]!) / before;
  }
  basis[leaving] = entering;
  return pivot;
}

function sumOf(tableau: readonly (readonly bigint[])[], at: number): bigint {
  return tableau.reduce((sum, row) => sum + row[at]!, 0n);
}

function reducedFraction(top: bigint, bottom: bigint): Fraction {
  const divisor = greatestCommonDivisor(top, bottom);
  return { top: top / divisor, bottom: bottom / divisor };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
