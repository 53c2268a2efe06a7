import { setTimeout as sleep } from "node:timers/promises";
import type { Serving } from "./bring-up.ts";
import { isRunning, type Process } from "./process-table.ts";

/** One look costs one read of /proc. */
const LOOK_EVERY_MS = 250;
/** A start that fails is tried again after 1, 2, 4, 8, 16 seconds: a full disk may have been freed by then. */
const RETRY_PAUSES_MS: readonly number[] = [1000, 2000, 4000, 8000, 16_000];

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
    let failures = 0;
    while (await pause(LOOK_EVERY_MS, ended.signal)) {
      if (isRunning(current)) continue;
      progress("The database server has died: starting it again.");
      try {
        current = (await start()).postmaster;
        failures = 0;
      } catch (error) {
        const wait = RETRY_PAUSES_MS[failures];
        failures += 1;
        if (wait === undefined) throw error;
        progress(describe(error));
        await pause(wait, ended.signal);
      }
    }
  }

  const watching = watch().catch((error: unknown) => {
    progress(`The database server is lost: ${describe(error)}`);
    onLost(error);
  });
  return {
    async end() {
      ended.abort();
      await watching;
      return current;
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** False when the watch was ended meanwhile. Keeps no process alive. */
async function pause(durationMs: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(durationMs, undefined, { signal, ref: false });
    return true;
  } catch {
    return false;
  }
}
