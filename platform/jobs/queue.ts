import { EventEmitter } from "node:events";
import { Logger, parseCronItem, run, type Runner, type WorkerEvents } from "graphile-worker";
import type { PoolClient, PoolConfig } from "pg";
import type { Tenant } from "../capability.ts";
import { beginScheduled } from "./begin-scheduled.ts";
import { openQueuePool } from "./install-queue.ts";
import { matchLegalTime } from "./legal-cron.ts";
import { QUEUE_SCHEMA } from "./queue-schema.ts";
import { runJob, type JobParts, type JobToRun } from "./run-job.ts";

/** A wake-up by NOTIFY may be missed: nothing waits longer than this. */
const POLL_MS = 500;
/** Jobs at once in a process: long work takes turns, so that requests keep the most of two cores. */
const AT_ONCE = 2;
/** One connection listens for as long as the process lives; the others are used for moments. */
const CONNECTIONS = 3;
/** What the clock missed while no process ran is made up for within this time. */
const BACKFILL_MS = 24 * 3_600_000;
/** Failures of a job are counted in its row; the queue tries again only what it could not even begin. */
const MOST_ATTEMPTS = 5;

export type QueueParts = JobParts & {
  readonly allTenants: () => Promise<readonly Tenant[]>;
  /** Something was told on the channel, here or by another process. */
  readonly heard: (message: string) => void;
};

export type Queue = {
  /** Hands a job to whichever worker is free. What is lost on the way is handed out again after its lease. */
  readonly hand: (job: JobToRun) => void;
  /** Wakes whoever listens in any process of the house. A wake-up only: whoever misses it polls. */
  readonly tell: (message: string) => void;
  /** Lets steps under way end, and no other begin. */
  readonly stop: () => Promise<void>;
};

const CHANNEL = "gongzhi_changed";

/**
 * Starts carrying jobs: graphile-worker keeps the queue, the clock (each time once, however many processes run) and the wake-ups, under a
 * role that reaches its own schema only. @param config a direct connection: behind a pooler it would hear nothing and only poll
 */
export async function startQueue(config: PoolConfig, parts: QueueParts): Promise<Queue> {
  // Pipelined: on the connection that listens, our own channel is asked for in the same breath as graphile-worker's.
  const pool = openQueuePool({ ...config, max: CONNECTIONS, pipeline: true });
  const stopping = new AbortController();
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:listen:success", ({ client }) => listen(client, parts.heard));
  const failed = (error: unknown) => parts.failed("platform/jobs", error);
  let runner: Runner;
  try {
    runner = await run({
      pgPool: pool,
      schema: QUEUE_SCHEMA,
      pollInterval: POLL_MS,
      concurrency: AT_ONCE,
      noHandleSignals: true,
      events,
      logger: quietLogger(failed),
      parsedCronItems: cronItems(parts),
      taskList: {
        "run-job": async (payload) => await runJob(parts, payload as JobToRun, stopping.signal),
        "begin-job": async (payload) => {
          const { name, _cron: slot } = payload as { readonly name: string; readonly _cron: { readonly ts: string } };
          await beginScheduled(parts, await parts.allTenants(), name, slot.ts);
        },
      },
    });
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    hand: (job) =>
      void runner
        .addJob("run-job", job, { jobKey: `${job.tenantId}:${job.id}`, maxAttempts: MOST_ATTEMPTS })
        .catch((error: unknown) => void (stopping.signal.aborted || failed(error))),
    tell: (message) =>
      void pool
        .query("select pg_notify($1, $2)", [CHANNEL, message])
        .catch((error: unknown) => void (stopping.signal.aborted || failed(error))),
    stop: async () => {
      stopping.abort();
      await runner.stop();
      await pool.end();
    },
  };
}

function cronItems(parts: QueueParts) {
  return [...parts.jobs].flatMap(([name, { cron }]) =>
    cron === undefined
      ? []
      : parseCronItem({
          task: "begin-job",
          match: matchLegalTime(cron, Date.now),
          identifier: name,
          payload: { name },
          options: { backfillPeriod: BACKFILL_MS, maxAttempts: MOST_ATTEMPTS },
        }),
  );
}

/** On the connection that listens for jobs anyhow; graphile-worker opens another when it breaks. */
function listen(client: PoolClient, heard: (message: string) => void): void {
  client.on("notification", ({ channel, payload }) => {
    if (channel === CHANNEL) heard(payload ?? "");
  });
  client.query(`listen ${CHANNEL}`).catch(() => {}); // Its break is graphile-worker's to see to; polling goes on meanwhile.
}

/** Its chatter is nobody's affair; what it calls an error is the operator's. */
function quietLogger(failed: (error: unknown) => void): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error") failed(new Error(message));
  });
}
