import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

const MESSAGE_DAYS = 30;

/** Rows one legal person's records are kept in, and the moment of each. */
const KEPT = {
  audit: [sql.table("platform.audit"), sql.ref("at")],
  readings: [sql.table("platform.access_log"), sql.ref("at")],
  notices: [sql.table("platform.notice"), sql.ref("created_at")],
} as const;

/** Removes what is older than so many months, at most so many rows. @returns how many. */
export async function purgeKept(tx: Tx, kept: keyof typeof KEPT, months: number, most: number): Promise<number> {
  const [table, moment] = KEPT[kept];
  const result = await sql`
    delete from ${table} where tenant_id = ${tx.tenantId} and id in (select id from ${table} where tenant_id = ${tx.tenantId}
      and ${moment} < ${tx.now}::timestamptz - make_interval(months => ${months}::int) limit ${most})`.execute(tx.db);
  return Number(result.numAffectedRows);
}

/** Sessions, challenges and codes that are over: nobody's tenant, so whichever tenant's night comes first removes them. */
export async function purgeSignIns(tx: Tx, most: number): Promise<number> {
  const sessions = await sql`delete from platform.session where token_hash in (
    select token_hash from platform.session where expires_at < ${tx.now} limit ${most})`.execute(tx.db);
  const challenges = await sql`delete from platform.challenge where id in (
    select id from platform.challenge where expires_at < ${tx.now} limit ${most})`.execute(tx.db);
  // The day's count of codes stays until the day is over.
  const codes = await sql`delete from platform.phone_code where phone_index in (
    select phone_index from platform.phone_code where expires_at < ${tx.now} and sent_on < ${legalDaySql(tx.now)} limit ${most})`.execute(
    tx.db,
  );
  const limits = await sql`delete from platform.kept_limit where key in (
    select key from platform.kept_limit where ends_at < ${tx.now} limit ${most})`.execute(tx.db);
  const mails = await sql`delete from platform.email_code where account_id in (
    select account_id from platform.email_code where expires_at < ${tx.now} and sent_on < ${legalDaySql(tx.now)} limit ${most})`.execute(
    tx.db,
  );
  const counts = [sessions, challenges, codes, mails, limits, ...(await purgeMessages(tx, most))].map((result) =>
    Number(result.numAffectedRows),
  );
  return Math.max(...counts);
}

/** What was sent, and what a demo kept of it: a message is tried again for days, not weeks. */
async function purgeMessages(tx: Tx, most: number) {
  const days = sql`(${legalDaySql(tx.now)} - ${MESSAGE_DAYS}::int)`;
  const taken = await sql`delete from platform.sms_taken where key in (
    select key from platform.sms_taken where day < ${days} limit ${most})`.execute(tx.db);
  const shown = await sql`delete from platform.demo_message where key in (
    select key from platform.demo_message where at < ${days} limit ${most})`.execute(tx.db);
  return [taken, shown];
}
