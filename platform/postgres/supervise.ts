import { setTimeout as sleep } from "node:timers/promises";
import type { Serving } from "./bring-up.ts";
import { isRunning, type Process } from "./process-table.ts";

/** One look costs one read of /proc. */
const LOOK_EVERY_MS = 250;
/** A server that dies this often in the time below will die again. */
const MOST_RESTARTS = 5;
const RESTART_WINDOW_MS = 10 * 60_000;

export type SuperviseOptions = {
  readonly first: Process;
  readonly start: () => Promise<Serving>;
  readonly progress: (line: string) => void;
  readonly onLost: (why: unknown) => void;
};

export type Supervision = {
  /** Ends the watch, waiting for a start under way. Resolves to the last server's process, dead or alive. */
  end(): Promise<Process>;
};

/** Starts the server again when it dies. It may be nobody's child (one taken over), so /proc is asked, not the parent. */
export function superviseServer({ first, start, progress, onLost }: SuperviseOptions): Supervision {
  const ended = new AbortController();
  let current = first;

  async function watch(): Promise<void> {
    const restarts: number[] = [];
    while (await pause(ended.signal)) {
      if (isRunning(current)) continue;
      const now = performance.now();
      restarts.push(now);
      if (restarts.filter((at) => now - at < RESTART_WINDOW_MS).length > MOST_RESTARTS) {
        throw new Error(`the database server died ${MOST_RESTARTS} times in ten minutes`);
      }
      progress("The database server has died: starting it again.");
      current = (await start()).postmaster;
    }
  }

  const watching = watch().catch(onLost);
  return {
    async end() {
      ended.abort();
      await watching;
      return current;
    },
  };
}

/** False when the watch was ended meanwhile. Keeps no process alive. */
async function pause(signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
