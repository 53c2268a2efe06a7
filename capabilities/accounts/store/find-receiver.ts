import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Language } from "#platform/house.ts";

export type Receiver = { readonly known: boolean; readonly disabled: boolean; readonly language: Language };

const STRANGER: Receiver = { known: false, disabled: false, language: "zh-CN" };

/** What to know of whoever asks for a code at this phone: one query, whether there is such an account or not. */
export async function findReceiver(tx: Tx, phoneIndexes: readonly string[]): Promise<Receiver> {
  const { rows } = await sql<Receiver>`
    select true as known, d.account_id is not null as disabled, a.language from platform.account a
    left join accounts.disabled d on d.tenant_id = ${tx.tenantId} and d.account_id = a.id
    where a.phone_index = any(${[...phoneIndexes]}::text[])`.execute(tx.db);
  return rows[0] ?? STRANGER;
}
