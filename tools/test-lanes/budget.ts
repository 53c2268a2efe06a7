/** What the whole of `npm test` is to take on two free cores, installing included: people wait for it before every commit. */
export const AIM_MS = 25 * 60_000;
/** Past this it has failed. Machines sold as the same differ: one needed twice as long as another for the same run. */
export const BUDGET_MS = 50 * 60_000;
/** `npm test -- --nightly`: the long lanes (kill cycles, large simulations, big data). */
export const NIGHTLY_BUDGET_MS = 4 * 60 * 60_000;
/** A lane that hangs is stopped this long after the budget is gone, so that a run always ends with its last line. */
export const STOP_AFTER_MS = 5 * 60_000;

export function budgetFor(nightly: boolean): number {
  return nightly ? NIGHTLY_BUDGET_MS : BUDGET_MS;
}

export function judgeBudget(spentMs: number, nightly: boolean): { readonly within: boolean; readonly line: string } {
  const budgetMs = budgetFor(nightly);
  const within = spentMs <= budgetMs;
  const late = !nightly && spentMs > AIM_MS ? `  longer than the ${seconds(AIM_MS)} aimed at` : "";
  return {
    within,
    line: `budget  ${seconds(spentMs)} of ${seconds(budgetMs)}${within ? late : "  FAILED: the whole run took too long"}`,
  };
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
