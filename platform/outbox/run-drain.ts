import { setTimeout as sleep } from "node:timers/promises";
import { drainOutbox, type DrainParts } from "./drain.ts";

/** A wake-up may be missed (another process committed it): nothing waits longer than this. */
const POLL_MS = 500;
/** What is committed within this time is drained together: a drain for every act would cost an intake more than the acts do. */
const GATHER_MS = 50;

export type RunningDrain = { readonly wake: () => void; readonly stop: () => Promise<void> };

/** Drains whenever something was committed here, and every half second in any case; one drain at a time in a process. */
export function runDrain(parts: DrainParts, sweeps: readonly (() => Promise<number>)[]): RunningDrain {
  const end = new AbortController();
  // Called while a drain runs: what was committed meanwhile may have missed it, so another follows.
  let called = false;
  let wakened = () => {};
  const loop = (async () => {
    while (!end.signal.aborted) {
      called = false;
      const handled = await runOnce(parts, sweeps);
      await sleep(GATHER_MS, undefined, { signal: end.signal }).catch(() => {});
      if (handled > 0 || called || end.signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        wakened = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  const wake = () => {
    called = true;
    wakened();
  };
  return {
    wake,
    stop: async () => {
      end.abort();
      wake();
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
