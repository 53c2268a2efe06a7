import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";

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
  const counts = [sessions, challenges, codes].map((result) => Number(result.numAffectedRows));
  return Math.max(...counts);
}
