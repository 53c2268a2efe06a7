/** The whole of `npm test`, installing included: what people wait for before every commit must stay worth waiting for. */
export const BUDGET_MS = 25 * 60_000;
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
  const line = `budget  ${seconds(spentMs)} of ${seconds(budgetMs)}${within ? "" : "  FAILED: the whole run took too long"}`;
  return { within, line };
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
