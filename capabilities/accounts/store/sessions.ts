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
    select id from platform.account where phone_index = any(${[...phoneIndexes]}::text[])`.execute(tx.db);
  return rows[0]?.id;
}

/** Ends the caller's own session: the actor carries its hash, so nobody can end another's. */
export async function endSession({ tx, actor }: ActionContext): Promise<void> {
  if (actor.sessionHash === undefined) return;
  await sql`delete from platform.session where token_hash = ${actor.sessionHash} and account_id = ${actor.accountId}`.execute(
    tx.db,
  );
}

export async function endAllSessions({ tx, actor }: ActionContext): Promise<void> {
  await sql`delete from platform.session where account_id = ${actor.accountId}`.execute(tx.db);
}

export type SessionRow = {
  readonly method: string;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly this_one: boolean;
};

export async function findSessions({ tx, actor }: ActionContext): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select method, created_at, expires_at, token_hash = ${actor.sessionHash ?? Buffer.alloc(0)} as this_one from platform.session
    where account_id = ${actor.accountId} and expires_at > ${tx.now} order by created_at desc limit 50`.execute(tx.db);
  return rows;
}
