/** 90 %, one-sided: a z above this is taken as more than chance. */
const SIGNIFICANT = 1.2816;

export function isSignificant(z: number): boolean {
  return z > SIGNIFICANT;
}

/** Share of successes, drawn towards one half: (s + 1) / (n + 2). */
export function shareOf(successes: number, trials: number): number {
  return (successes + 1) / (trials + 2);
}

/** z of a share against one half, one success more on both sides: 2 √(n + 1) · ((s + 1) / (n + 1) − ½). */
export function testShare(successes: number, trials: number): number {
  return 2 * Math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5);
}

type Proportion = { readonly successes: number; readonly trials: number };

/** z of the difference of two shares, pooled, with 1 added to all four counts; 0 where every one succeeded. */
export function testDifference(inside: Proportion, outside: Proportion): number {
  const [inSuccesses, inTrials, outSuccesses, outTrials] = [
    inside.successes + 1,
    inside.trials + 1,
    outside.successes + 1,
    outside.trials + 1,
  ];
  const pooled = (inSuccesses + outSuccesses) / (inTrials + outTrials);
  if (pooled === 1) return 0;
  return (inSuccesses / inTrials - outSuccesses / outTrials) / Math.sqrt(pooled * (1 - pooled) * (1 / inTrials + 1 / outTrials));
}
