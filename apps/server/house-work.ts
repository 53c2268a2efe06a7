import type { PoolConfig } from "pg";
import { findActorOfAccount } from "#capabilities/accounts/index.ts";
import { handOut } from "#platform/jobs/hand-out.ts";
import { startQueue } from "#platform/jobs/queue.ts";
import { runDueJobs } from "#platform/jobs/run-due-jobs.ts";
import type { JobParts } from "#platform/jobs/run-job.ts";
import { drainOutbox, type DrainParts } from "#platform/outbox/drain.ts";
import { runDrain } from "#platform/outbox/run-drain.ts";
import { sweepOnce } from "#platform/outbox/sweep.ts";
import type { Registry } from "#platform/registry/registry.ts";
import { NIGHTLY } from "#platform/retention/nightly.ts";
import type { TenantDirectory } from "#platform/tenants/directory.ts";

export type HouseWork = {
  /** Reactions, due timers and jobs, until it is stopped. @param queue the job queue's connection */
  readonly start: (queue: PoolConfig) => Promise<RunningWork>;
  /** The same once, here and now, until nothing is due any more: for tests and commands. */
  readonly settle: () => Promise<void>;
  /** Something was committed that others may wait for. */
  readonly wake: () => void;
};

export type RunningWork = { readonly stop: () => Promise<void> };

export type WorkParts = Omit<DrainParts, "tenantById" | "reactions" | "offered"> & {
  readonly registry: Registry;
  readonly tenants: TenantDirectory;
};

/** What the house does by itself after a commit, at a due time, or step by step. */
export function makeHouseWork(parts: WorkParts): HouseWork {
  const { registry, tenants, ...given } = parts;
  let wakeDrain = () => {};
  const wake = () => wakeDrain();
  const jobParts: JobParts = {
    ...given,
    reactions: registry.reactions,
    offered: registry,
    jobs: new Map([...Object.entries(NIGHTLY), ...registry.jobs]),
    tenantById: async (id) => await tenants.byId(id),
    findStarter: async (tenant, accountId) => await findActorOfAccount(parts.database, tenant, accountId),
    progressed: wake,
  };
  const sweeps = registry.sweeps.map((sweep) => async () => await sweepOnce(jobParts, sweep));
  return {
    wake,
    start: async (config) => {
      const queue = await startQueue(config, { ...jobParts, allTenants: async () => await tenants.all(), heard: wake });
      const hands = handOut(queue.hand);
      const drain = runDrain(jobParts, [...sweeps, async () => await sweepOnce(jobParts, hands)]);
      wakeDrain = drain.wake;
      return {
        stop: async () => {
          await drain.stop();
          await queue.stop();
        },
      };
    },
    settle: async () => {
      const works = [async () => await drainOutbox(jobParts), ...sweeps, async () => await runDueJobs(jobParts)];
      for (let handled = 1; handled > 0;) {
        handled = 0;
        for (const work of works) handled += await work();
      }
    },
  };
}
