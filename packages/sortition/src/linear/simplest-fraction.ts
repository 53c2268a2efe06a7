/** Denominators up to this count as simple: two different such fractions are farther apart than twice the tolerance. */
const DENOMINATOR_MAX = 10_000;
const TOLERANCE = 1e-11;

/** The double nearest to a simple fraction that the value misses only by rounding; else the value itself. */
export function simplest(value: number): number {
  let [before, last] = [
    { top: 0, bottom: 1 },
    { top: 1, bottom: 0 },
  ];
  for (let rest = value; ;) {
    const whole = Math.floor(rest + TOLERANCE);
    const next = { top: whole * last.top + before.top, bottom: whole * last.bottom + before.bottom };
    if (next.bottom > DENOMINATOR_MAX) return value;
    if (Math.abs(next.top / next.bottom - value) <= TOLERANCE) return next.top / next.bottom;
    [before, last] = [last, next];
    rest = 1 / (rest - whole);
  }
}
