import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { newSessionToken, tokenHash } from "#platform/http/session-cookie.ts";
import type { Tx } from "#platform/db/tx.ts";

export type SignInMethod = "phone" | "passkey" | "totp" | "demo" | "setup";

/** A session of a resident lasts 30 days; one of staff (a second factor was shown) a working day. */
const DAYS_PLAIN = 30;
const HOURS_STRONG = 12;
const HOUR_MS = 3_600_000;

/** Begins a session: the token goes to the caller, its hash into the table, the cookie out after the commit. */
export async function beginSession(
  context: ActionContext,
  accountId: string,
  method: SignInMethod,
  strong: boolean,
): Promise<{ token: string; expiresAt: string }> {
  const token = newSessionToken();
  const lasts = strong ? HOURS_STRONG * HOUR_MS : DAYS_PLAIN * 24 * HOUR_MS;
  const expiresAt = new Date(context.now.getTime() + lasts);
  await sql`insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at)
    values (${tokenHash(token)}, ${accountId}, ${method}, ${strong}, ${context.now}, ${expiresAt})`.execute(context.tx.db);
  context.session({ kind: "begin", token, expiresAt });
  return { token, expiresAt: expiresAt.toISOString() };
}

export async function findAccountByPhone(tx: Tx, phoneIndexes: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from platform.account where phone_index = any(${[...phoneIndexes]}::text[]) and disabled_at is null`.execute(tx.db);
  return rows[0]?.id;
}
