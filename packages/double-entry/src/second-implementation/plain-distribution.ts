/** Weights as [numerator, denominator]. */
export type PlainClaim = { readonly id: string; readonly weight: readonly [bigint, bigint] };

/**
 * A second, plainer largest remainder that shares nothing with the first: fractions are compared by cross-multiplication, and the
 * whole list is sorted.
 */
export function plainDistribution(total: bigint, claims: readonly PlainClaim[]): ReadonlyMap<string, bigint> {
  const product = claims.reduce((all, { weight }) => all * weight[1], 1n);
  const scaled = claims.map(({ weight }) => (weight[0] * product) / weight[1]);
  const sum = scaled.reduce((a, b) => a + b, 0n);
  const rows = claims.map(({ id }, index) => {
    const exact = total * scaled[index]!;
    return { id, floor: exact / sum, remainder: exact % sum };
  });
  const left = Number(total - rows.reduce((a, { floor }) => a + floor, 0n));
  const order = rows.toSorted((a, b) => {
    if (a.remainder !== b.remainder) return a.remainder > b.remainder ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
  return new Map(order.map(({ id, floor }, index) => [id, index < left ? floor + 1n : floor]));
}
