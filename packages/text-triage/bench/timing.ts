/** What a piece of work took. Processor time counts: on a shared machine the clock measures the neighbours too. */
export type Taken = { readonly processorSeconds: number; readonly clockSeconds: number };

export function measureTime<Result>(work: () => Result): { readonly result: Result; readonly taken: Taken } {
  globalThis.gc?.();
  const processor = process.cpuUsage();
  const clock = performance.now();
  const result = work();
  const clockSeconds = (performance.now() - clock) / 1000;
  const { user, system } = process.cpuUsage(processor);
  return { result, taken: { processorSeconds: (user + system) / 1e6, clockSeconds } };
}

export function rounded(value: number, digits = 4): number {
  return Number(value.toFixed(digits));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
