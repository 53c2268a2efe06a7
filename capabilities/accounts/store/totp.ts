import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";

export type TotpRow = { readonly secret_cipher: string; readonly confirmed_at: Date | null };

/** 10 tries in five minutes: 6 digits with a window of three steps stay far out of reach. */
const MAX_TRIES = 10;
const TRY_MINUTES = 5;

export async function lockTotp(tx: Tx, accountId: string): Promise<TotpRow | undefined> {
  return (
    await sql<TotpRow>`select secret_cipher, confirmed_at from platform.totp where account_id = ${accountId} for update`.execute(
      tx.db,
    )
  ).rows[0];
}

export async function hasTotp(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`select from platform.totp where account_id = ${accountId} and confirmed_at is not null`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export async function putTotp(tx: Tx, accountId: string, cipher: string): Promise<void> {
  await sql`insert into platform.totp (account_id, secret_cipher) values (${accountId}, ${cipher})
    on conflict (account_id) do update set secret_cipher = excluded.secret_cipher, last_step = 0, tries = 0`.execute(tx.db);
}

/** Counts a try; the count begins anew after the window. */
export async function takeTotpTry({ tx }: ActionContext, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    update platform.totp set
      tries = case when tries_from > ${tx.now}::timestamptz - make_interval(mins => ${TRY_MINUTES}) then tries + 1 else 1 end,
      tries_from = case when tries_from > ${tx.now}::timestamptz - make_interval(mins => ${TRY_MINUTES}) then tries_from else ${tx.now} end
    where account_id = ${accountId} and (tries < ${MAX_TRIES} or tries_from <= ${tx.now}::timestamptz - make_interval(mins => ${TRY_MINUTES})) returning 1`.execute(
    tx.db,
  );
  return rows.length === 1;
}

export async function takeStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  return (
    (
      await sql`update platform.totp set last_step = ${step} where account_id = ${accountId} and last_step < ${step} returning 1`.execute(
        tx.db,
      )
    ).rows.length === 1
  );
}

export async function confirmTotp(tx: Tx, accountId: string): Promise<void> {
  await sql`update platform.totp set confirmed_at = coalesce(confirmed_at, ${tx.now}) where account_id = ${accountId}`.execute(
    tx.db,
  );
}
