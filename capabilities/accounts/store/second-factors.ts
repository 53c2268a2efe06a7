import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Has the account a confirmed TOTP secret or a passkey? */
export async function hasSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from platform.totp where account_id = ${accountId} and confirmed_at is not null
    union all select 1 from platform.passkey where account_id = ${accountId} limit 1`.execute(tx.db);
  return rows.length > 0;
}
