import type { PoolConfig } from "pg";
import { readEdition } from "#apps/edition.ts";
import { findActorOfAccount } from "#capabilities/accounts/index.ts";
import { systemActor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { handOut } from "#platform/jobs/hand-out.ts";
import { startQueue } from "#platform/jobs/queue.ts";
import { runDueJobs } from "#platform/jobs/run-due-jobs.ts";
import type { JobParts } from "#platform/jobs/run-job.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { LiveHub } from "#platform/live/hub.ts";
import { drainOutbox, systemContext, type DrainParts } from "#platform/outbox/drain.ts";
import { runDrain } from "#platform/outbox/run-drain.ts";
import { sweepOnce } from "#platform/outbox/sweep.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import type { Registry } from "#platform/registry/registry.ts";
import { NIGHTLY } from "#platform/retention/nightly.ts";
import { findUnfurnished } from "#platform/tenants/furnished.ts";
import { lockTenant } from "#platform/tenants/lock-tenant.ts";
import type { TenantDirectory } from "#platform/tenants/directory.ts";

export type HouseWork = {
  /** Reactions, due timers and jobs, until it is stopped. @param queue the job queue's connection */
  readonly start: (queue: PoolConfig) => Promise<RunningWork>;
  /** The same once, here and now, until nothing is due any more: for tests and commands. */
  readonly settle: () => Promise<void>;
  /** Gives every tenant what it lacks of what tenants begin with: those that another edition of the house has furnished last. */
  readonly furnish: () => Promise<void>;
  /** Reactions are due at once. */
  readonly wake: () => void;
  /** Something of a tenant was committed: told to those who listen here and, gathered, to the other processes. */
  readonly changed: (tenantId: string) => void;
};

export type RunningWork = { readonly stop: () => Promise<void> };

export type WorkParts = Omit<DrainParts, "tenantById" | "reactions" | "offered" | "changed"> & {
  readonly registry: Registry;
  readonly tenants: TenantDirectory;
  readonly hub: LiveHub;
};

/** Other processes are told of a tenant's changes together: a NOTIFY an act would make every commit of the database wait in line. */
const TELL_EVERY_MS = 300;

/** What the house does by itself after a commit, at a due time, or step by step. */
export function makeHouseWork(parts: WorkParts): HouseWork {
  const { registry, tenants, hub, ...given } = parts;
  let wakeDrain = () => {};
  const wake = () => wakeDrain();
  let tell = (_tenantId: string) => {};
  const tellGathered = gather((tenantId) => tell(tenantId));
  const changed = (tenantId: string) => {
    hub.changed(tenantId);
    tellGathered(tenantId);
  };
  const jobParts: JobParts = {
    ...given,
    reactions: registry.reactions,
    offered: registry,
    jobs: new Map([...Object.entries(NIGHTLY), ...registry.jobs]),
    tenantById: async (id) => await tenants.byId(id),
    findStarter: async (tenant, accountId) => await findActorOfAccount(parts.database, tenant, accountId),
    changed,
  };
  const sweeps = registry.sweeps.map((sweep) => async () => await sweepOnce(jobParts, sweep));
  return {
    wake,
    changed,
    start: async (config) => {
      const heard = (tenantId: string) => {
        hub.changed(tenantId);
        wake();
      };
      const queue = await startQueue(config, { ...jobParts, allTenants: async () => await tenants.all(), heard });
      tell = queue.tell;
      const hands = handOut(queue.hand);
      const drain = runDrain(jobParts, [...sweeps, async () => await sweepOnce(jobParts, hands)]);
      wakeDrain = drain.wake;
      return {
        stop: async () => {
          tell = () => {};
          await drain.stop();
          await queue.stop();
        },
      };
    },
    furnish: async () => {
      for (const tenant of await findUnfurnished(parts.database, readEdition())) await furnishTenant(jobParts, tenant);
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

async function furnishTenant(parts: JobParts, tenant: Tenant): Promise<void> {
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/furnish");
  await parts.database.transact(scope, async (tx) => {
    await lockTenant(tx);
    const traces = noTraces();
    await parts.house.furnish(systemContext(parts, tx, tenant, traces), legalDay(tx.now));
    leaveTraces(tx, undefined, traces);
  });
}

function gather(tell: (tenantId: string) => void): (tenantId: string) => void {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return (tenantId) => {
    waiting.add(tenantId);
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const one of waiting) tell(one);
      waiting.clear();
    }, TELL_EVERY_MS).unref();
  };
}
