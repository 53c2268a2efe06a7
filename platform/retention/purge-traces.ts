import { sql, type RawBuilder } from "kysely";
import type { ActionContext, Job } from "../capability.ts";
import { purging, type Purge } from "../jobs/purge.ts";

const DAY_MS = 24 * 3_600_000;

/** Somebody who was cut off asks again within hours, a phone's draft within days: after that its key is a new one. */
const ANSWER_DAYS = 7;
/** An effect is asked about while the outbox row it belongs to is still tried: an hour apart at most. */
const EFFECT_DAYS = 30;
/** Long work is looked for a while after it ended; its key begins nothing twice for as long. */
const JOB_DAYS = 30;
/** What nobody could deliver in a quarter is no longer wanted: each is told to the operator every time it fails. */
const OUTBOX_DAYS = 90;
/** The demo shows what was sent lately. */
const DEMO_MESSAGE_DAYS = 30;

/** Nightly: what the kernel itself keeps for a while. */
export const purgeTraces: Job = {
  cron: "10 2 * * *",
  step: purging([
    older("platform.idempotency", sql`created_at`, ANSWER_DAYS),
    older("platform.effect", sql`done_at`, EFFECT_DAYS),
    older("platform.job", sql`ended_at`, JOB_DAYS),
    purgeOutbox,
    purgeDemoMessages,
  ]),
};

/** Rows of the tenant in `table` whose moment lies more than so many days back. */
function older(table: string, moment: RawBuilder<unknown>, days: number): Purge {
  return async ({ tx }, most) => {
    const result = await sql`delete from ${sql.table(table)} where tenant_id = ${tx.tenantId} and ctid in (
      select ctid from ${sql.table(table)} where tenant_id = ${tx.tenantId} and ${moment} < ${daysAgo(tx.now, days)}
      limit ${most})`.execute(tx.db);
    return Number(result.numAffectedRows);
  };
}

/** `due_at` moves with each try; a UUIDv7 tells when the row was made. */
async function purgeOutbox({ tx }: ActionContext, most: number): Promise<number> {
  const result = await sql`delete from platform.outbox where tenant_id = ${tx.tenantId} and id in (
    select id from platform.outbox where tenant_id = ${tx.tenantId} and id < ${firstIdOf(daysAgo(tx.now, OUTBOX_DAYS))}::uuid
      and tries > 0 limit ${most})`.execute(tx.db);
  return Number(result.numAffectedRows);
}

async function purgeDemoMessages({ tx }: ActionContext, most: number): Promise<number> {
  const result = await sql`delete from platform.demo_message where key in (
    select key from platform.demo_message where at < ${daysAgo(tx.now, DEMO_MESSAGE_DAYS)} limit ${most})`.execute(tx.db);
  return Number(result.numAffectedRows);
}

export function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** The least UUIDv7 of an instant (RFC 9562 §5.7: 48 bits of milliseconds come first). */
function firstIdOf(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
