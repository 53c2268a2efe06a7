import { setTimeout as sleep } from "node:timers/promises";
import { systemCode } from "./start-refusal.ts";
import { isRunning, type Process } from "./process-table.ts";

export type EndingStep = { readonly signal: NodeJS.Signals; readonly waitMs: number };

const POLL_MS = 20;

/** Signals the processes step by step until none runs. Resolves to those that outlived the last step. */
export async function endProcesses(processes: readonly Process[], steps: readonly EndingStep[]): Promise<readonly Process[]> {
  let left = processes.filter(isRunning);
  for (const step of steps) {
    for (const process of left) signal(process, step.signal);
    const until = performance.now() + step.waitMs;
    while (left.length > 0 && performance.now() < until) {
      await sleep(POLL_MS);
      left = left.filter(isRunning);
    }
    if (left.length === 0) break;
  }
  return left;
}

function signal(target: Process, name: NodeJS.Signals): void {
  try {
    process.kill(target.pid, name);
  } catch (error) {
    // Gone in the meantime, or another user's: the wait that follows tells which.
    const code = systemCode(error);
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
