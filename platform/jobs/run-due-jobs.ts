import { sweepOnce } from "../outbox/sweep.ts";
import { handOut } from "./hand-out.ts";
import { runJob, type JobParts, type JobToRun } from "./run-job.ts";

/** Runs what is due here and now, without a queue: for tests and commands. @returns how many jobs were taken up. */
export async function runDueJobs(parts: JobParts): Promise<number> {
  const handed: JobToRun[] = [];
  const hands = handOut((job) => handed.push(job));
  const count = await sweepOnce(parts, hands);
  for (const job of handed) await runJob(parts, job, new AbortController().signal);
  return count;
}
