/** Seconds of processor time a run takes, user and system: other work on the machine disturbs it less than the clock. */
export function cpuSeconds(run: () => unknown): number {
  (globalThis as { readonly gc?: () => void }).gc?.();
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Seconds a run, of as many runs as fill half a second: after a forced collection the first runs are slow, and are not what users see. */
export function cpuSecondsEach(run: () => unknown): number {
  let runs = 0;
  const seconds = cpuSeconds(() => {
    const until = performance.now() + FILL_MS;
    do {
      run();
      runs += 1;
    } while (performance.now() < until);
  });
  return seconds / runs;
}

const FILL_MS = 500;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Three significant digits: no measurement here is better than that. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
