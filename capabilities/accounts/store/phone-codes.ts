import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { MAX_CODES_A_DAY, MAX_TRIES } from "../domain/code-rules.ts";

/** Stores a code in place of the one before. @returns false when the phone had all its codes of the day. */
export async function putCode(tx: Tx, phoneIndex: string, hash: string, expiresAt: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.phone_code as c (phone_index, code_hash, sent_at, expires_at, sent_on)
    values (${phoneIndex}, ${hash}, ${tx.now}, ${expiresAt}, ${legalDaySql(tx.now)})
    on conflict (phone_index) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0, used_at = null,
      sent_count = case when c.sent_on = excluded.sent_on then c.sent_count + 1 else 1 end, sent_on = excluded.sent_on
    where c.sent_on <> excluded.sent_on or c.sent_count < ${MAX_CODES_A_DAY}
    returning 1`.execute(tx.db);
  return rows.length === 1;
}

/** Counts one try and gives the code's hash, if a try is left; the row lock makes parallel guesses queue. */
export async function takeTry(
  tx: Tx,
  phoneIndexes: readonly string[],
): Promise<{ readonly phone_index: string; readonly code_hash: string } | undefined> {
  const { rows } = await sql<{ phone_index: string; code_hash: string }>`
    update platform.phone_code set tries = tries + 1
    where phone_index = any(${[...phoneIndexes]}::text[]) and used_at is null and expires_at > ${tx.now} and tries < ${MAX_TRIES}
    returning phone_index, code_hash`.execute(tx.db);
  return rows[0];
}

export async function useCode(tx: Tx, phoneIndex: string): Promise<void> {
  await sql`update platform.phone_code set used_at = ${tx.now} where phone_index = ${phoneIndex}`.execute(tx.db);
}
