import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** What of the register somebody may look at, as the access log names it. */
export type Reading = "register.list" | "register.person" | "register.number" | "register.export";

/** Whose data a reader has seen in the last hour in one of some ways. */
export async function findReadLately(tx: Tx, readerId: string, whats: readonly Reading[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject_person: string }>`
    select distinct subject_person from platform.access_log
    where tenant_id = ${tx.tenantId} and reader_person = ${readerId}::uuid and at > ${tx.now}::timestamptz - interval '1 hour' and what = any(${[...whats]}::text[])`.execute(
    tx.db,
  );
  return new Set(rows.map((row) => row.subject_person));
}
