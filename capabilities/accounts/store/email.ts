import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { MAX_CODES_A_DAY, MAX_TRIES } from "../domain/code-rules.ts";

export type OwnEmail = { readonly email_cipher: string | null; readonly pending_cipher: string | null };

export async function findOwnEmail(tx: Tx, accountId: string): Promise<OwnEmail> {
  const { rows } = await sql<OwnEmail>`
    select a.email_cipher, c.email_cipher as pending_cipher from platform.account a
    left join platform.email_code c on c.account_id = a.id and c.expires_at > ${tx.now} and c.tries < ${MAX_TRIES}
    where a.id = ${accountId}`.execute(tx.db);
  return rows[0] ?? { email_cipher: null, pending_cipher: null };
}

type EmailCode = { readonly cipher: string; readonly hash: string; readonly expiresAt: Date };

/** One code an account, the newest; @returns false when the account had all its codes of the day. */
export async function putEmailCode(tx: Tx, accountId: string, { cipher, hash, expiresAt }: EmailCode): Promise<boolean> {
  const { rows } = await sql`
    insert into platform.email_code as c (account_id, email_cipher, code_hash, expires_at, sent_on)
    values (${accountId}, ${cipher}, ${hash}, ${expiresAt}, ${legalDaySql(tx.now)})
    on conflict (account_id) do update set email_cipher = excluded.email_cipher, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0,
      sent_count = case when c.sent_on = excluded.sent_on then c.sent_count + 1 else 1 end, sent_on = excluded.sent_on
    where c.sent_on <> excluded.sent_on or c.sent_count < ${MAX_CODES_A_DAY}
    returning 1`.execute(tx.db);
  return rows.length === 1;
}

/** Counts one try and gives what the code is for, if a try is left. */
export async function takeEmailTry(
  tx: Tx,
  accountId: string,
): Promise<{ readonly email_cipher: string; readonly code_hash: string } | undefined> {
  const { rows } = await sql<{ email_cipher: string; code_hash: string }>`
    update platform.email_code set tries = tries + 1
    where account_id = ${accountId} and expires_at > ${tx.now} and tries < ${MAX_TRIES} returning email_cipher, code_hash`.execute(
    tx.db,
  );
  return rows[0];
}

/** The account's address from now on, or none. What waited is over; the day's count of codes stays. */
export async function putEmail(tx: Tx, accountId: string, cipher: string | null): Promise<void> {
  await sql`update platform.account set email_cipher = ${cipher} where id = ${accountId}`.execute(tx.db);
  await sql`update platform.email_code set expires_at = ${tx.now} where account_id = ${accountId}`.execute(tx.db);
}
