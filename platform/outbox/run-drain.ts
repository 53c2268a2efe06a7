import { drainOutbox, type DrainParts } from "./drain.ts";

/** A wake-up may be missed (another process committed it): nothing waits longer than this. */
const POLL_MS = 500;

export type RunningDrain = { wake(): void; stop(): Promise<void> };

/** Drains whenever something was committed here, and every half second in any case; one drain at a time in a process. */
export function runDrain(parts: DrainParts, sweeps: readonly (() => Promise<number>)[]): RunningDrain {
  const end = new AbortController();
  let wakened = () => {};
  const loop = (async () => {
    while (!end.signal.aborted) {
      const handled = await runOnce(parts, sweeps);
      if (handled > 0) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wakened = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    wake: () => wakened(),
    stop: async () => {
      end.abort();
      wakened();
      await loop;
    },
  };
}

async function runOnce(parts: DrainParts, sweeps: readonly (() => Promise<number>)[]): Promise<number> {
  let handled = 0;
  for (const sweep of [async () => await drainOutbox(parts), ...sweeps]) {
    handled += await sweep().catch((error: unknown) => {
      parts.failed("sweep", error);
      return 0;
    });
  }
  return handled;
}
