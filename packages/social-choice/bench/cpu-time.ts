/** Seconds of processor time that a run took, user and system: other work on the machine disturbs it less than the clock. */
export function cpuSeconds(run: () => unknown): number {
  collectGarbage();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Seconds a run, of as many runs as fill the time given: for runs too short to be measured one by one. */
export function cpuSecondsEach(run: () => unknown, fillSeconds: number): number {
  let runs = 0;
  const seconds = cpuSeconds(() => {
    const until = performance.now() + fillSeconds * 1_000;
    do {
      run();
      runs += 1;
    } while (performance.now() < until);
  });
  return seconds / runs;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three significant digits: no measurement here is better than that. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** `npm run bench` starts Node with --expose-gc, so that one side's garbage is not collected on the other's time. */
export function collectGarbage(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
}
