import { sql } from "kysely";
import { systemActor, type Actor } from "../actor.ts";
import type { ActionContext, Job, JobStep, Payload, Tenant } from "../capability.ts";
import { Rollback } from "../db/database.ts";
import type { Tx } from "../db/tx.ts";
import { systemContext, type DrainParts } from "../outbox/drain.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import { scopeOf } from "../registry/invoke.ts";
import { leaveTraces, noTraces, type Traces } from "../registry/leave-traces.ts";

/** A step tells of itself when it commits. Whoever is silent this long is taken for dead, and its job is handed out again. */
export const LEASE_SECONDS = 15;
/** What throws is tried again after 2, 4, 8 … seconds, at most an hour apart; then the job has failed. */
const MOST_TRIES = 8;
const MAX_BACKOFF_SECONDS = 3_600;

export type JobParts = DrainParts & {
  readonly jobs: ReadonlyMap<string, Job>;
  /** Whoever an account is in a tenant now, with the posts in force; undefined: nobody any more. */
  readonly findStarter: (tenant: Tenant, accountId: string) => Promise<Actor | undefined>;
};

export type JobToRun = { readonly tenantId: string; readonly id: string };

type Attempt = {
  readonly name: string;
  readonly account_id: string | null;
  readonly strong: boolean;
  /** How often the present step was begun, this time included. */
  readonly tries: number;
};

type JobRow = { readonly payload: Payload; readonly cursor: Payload | null; readonly done: number };

/** Runs a job step by step until it has ended, somebody else has it, or `stop` says that this process goes. */
export async function runJob(parts: JobParts, { tenantId, id }: JobToRun, stop: AbortSignal): Promise<void> {
  const tenant = await parts.tenantById(tenantId);
  if (tenant === undefined) return;
  for (;;) {
    const goesOn = await runStep(parts, tenant, id);
    parts.changed(tenantId);
    if (!goesOn) return;
    if (stop.aborted) return await letGo(parts, tenant, id);
  }
}

/** @returns whether another step follows at once. */
async function runStep(parts: JobParts, tenant: Tenant, id: string): Promise<boolean> {
  const attempt = await beginAttempt(parts, tenant, id);
  const job = attempt === undefined ? undefined : parts.jobs.get(attempt.name);
  if (attempt === undefined || job === undefined) return false;
  // It took its process with it each time.
  if (attempt.tries > MOST_TRIES) return await end(parts, tenant, id, "given-up");
  try {
    const actor = await actorFor(parts, tenant, job, attempt);
    if (actor === undefined) return await end(parts, tenant, id, "starter-gone");
    const outcome = await parts.database.transact(scopeOf(actor, attempt.name), async (tx) => {
      const traces = noTraces();
      return await stepOnce(contextFor(parts, tx, tenant, actor, traces), job, { id, name: attempt.name }, traces);
    });
    return isRefusal(outcome) ? await end(parts, tenant, id, outcome.code) : outcome;
  } catch (error) {
    parts.failed(attempt.name, error);
    return attempt.tries >= MOST_TRIES ? await end(parts, tenant, id, "bug") : await postpone(parts, tenant, id, attempt.tries);
  }
}

/** Under the row's lock: two workers that were handed one job do each step once. */
async function stepOnce(
  context: ActionContext,
  job: Job,
  { id, name }: { readonly id: string; readonly name: string },
  traces: Traces,
): Promise<boolean | Refusal> {
  const { tx, actor } = context;
  const { rows } = await sql<JobRow>`
    select payload, cursor, done from platform.job
    where tenant_id = ${tx.tenantId} and id = ${id} and due_at is not null for update skip locked`.execute(tx.db);
  const row = rows[0];
  if (row === undefined) return false;
  const step = await job.step(context, { jobId: id, payload: row.payload, cursor: row.cursor ?? undefined, done: row.done });
  if (isRefusal(step)) throw new Rollback(step);
  await saveStep(tx, id, step);
  const reading = { id: context.newId(), action: name, actor, outcome: "read" };
  leaveTraces(tx, traces.looked.length > 0 ? reading : undefined, traces);
  return step.next !== undefined;
}

async function saveStep(tx: Tx, id: string, step: JobStep): Promise<void> {
  const ended = step.next === undefined;
  await sql`update platform.job set state = ${ended ? "done" : "running"}, cursor = ${ended ? null : JSON.stringify(step.next)}::jsonb,
      done = ${step.done}, total = coalesce(${step.total ?? null}::bigint, total), tries = 0, failure = null,
      result = coalesce(${step.result === undefined ? null : JSON.stringify(step.result)}::jsonb, result),
      due_at = ${ended ? null : leaseEnd(tx)}, ended_at = ${ended ? tx.now : null}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export function leaseEnd(tx: Tx): Date {
  return new Date(tx.now.getTime() + LEASE_SECONDS * 1000);
}

/**
 * Counts the attempt where no crash can undo it; undefined when the job has ended or is in other hands at this moment. A job this version does
 * not know is not touched: tries spent here would have it given up before one that knows it comes.
 */
async function beginAttempt(parts: JobParts, tenant: Tenant, id: string): Promise<Attempt | undefined> {
  return await asHouse(parts, tenant, async (tx) => {
    const { rows } = await sql<Attempt>`
      update platform.job set state = 'running', tries = tries + 1, due_at = ${leaseEnd(tx)} where tenant_id = ${tx.tenantId} and id in (
        select id from platform.job where tenant_id = ${tx.tenantId} and id = ${id} and due_at is not null
          and name = any(${[...parts.jobs.keys()]}::text[]) for update skip locked)
      returning name, account_id, strong, tries`.execute(tx.db);
    return rows[0];
  });
}

/** Posts count only if a second factor had opened them when the job was started, and as far as they are in force now. */
async function actorFor(parts: JobParts, tenant: Tenant, job: Job, row: Attempt): Promise<Actor | undefined> {
  if (job.as !== "starter" || row.account_id === null) return systemActor(tenant.id, tenant.rootPath);
  const actor = await parts.findStarter(tenant, row.account_id);
  return actor === undefined || row.strong ? actor : { ...actor, strong: false, posts: [] };
}

function contextFor(parts: JobParts, tx: Tx, tenant: Tenant, actor: Actor, traces: Traces): ActionContext {
  return {
    ...systemContext(parts, tx, tenant, traces),
    actor,
    looked: (person, what) => {
      if (actor.personId !== undefined && person !== actor.personId) traces.looked.push({ id: parts.newId(), person, what });
    },
  };
}

async function end(parts: JobParts, tenant: Tenant, id: string, failure: string): Promise<false> {
  await asHouse(parts, tenant, async (tx) => {
    await sql`update platform.job set state = 'failed', failure = ${failure}, cursor = null, due_at = null, ended_at = ${tx.now}
      where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  });
  return false;
}

async function postpone(parts: JobParts, tenant: Tenant, id: string, tries: number): Promise<false> {
  const seconds = Math.min(2 ** tries, MAX_BACKOFF_SECONDS);
  await asHouse(parts, tenant, async (tx) => {
    const dueAt = new Date(tx.now.getTime() + seconds * 1000);
    await sql`update platform.job set failure = 'bug', due_at = ${dueAt} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
      tx.db,
    );
  });
  return false;
}

/** Another process need not wait for the lease to end. */
async function letGo(parts: JobParts, tenant: Tenant, id: string): Promise<void> {
  await asHouse(parts, tenant, async (tx) => {
    await sql`update platform.job set due_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id} and due_at is not null`.execute(
      tx.db,
    );
  });
}

async function asHouse<T>(parts: JobParts, tenant: Tenant, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await parts.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "platform/run-job"), work);
}
