import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type PersonToHold = { readonly id: string; readonly name: string };

/** Somebody of this tenant, inside the reader's areas, who has not left. */
export async function findPersonToHold(tx: Tx, personId: string): Promise<PersonToHold | undefined> {
  const { rows } = await sql<PersonToHold>`
    select p.id, n.name from register.v_person p join register.v_person_name n on n.tenant_id = p.tenant_id and n.person_id = p.id
    where p.tenant_id = ${tx.tenantId} and p.id = ${personId} and p.left_at is null`.execute(tx.db);
  return rows[0];
}

/** Names of post-holders inside the reader's areas, by person. */
export async function findHolderNames(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const { rows } = await sql<{ person_id: string; name: string }>`
    select person_id, name from register.v_person_name
    where tenant_id = ${tx.tenantId} and person_id = any(${[...personIds]}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.person_id, row.name]));
}
