import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Names a holder of a public post to everybody, by the name the register has. */
export async function publishName(tx: Tx, personId: string): Promise<void> {
  await sql`update register.person p set public_name = n.name, changed_at = ${tx.now}, version = p.version + 1 from register.person_personal n
    where p.tenant_id = ${tx.tenantId} and p.id = ${personId} and n.tenant_id = p.tenant_id and n.person_id = p.id`.execute(
    tx.db,
  );
}

/** Takes the name back from the public. */
export async function withdrawName(tx: Tx, personId: string): Promise<void> {
  await sql`update register.person set public_name = '' where tenant_id = ${tx.tenantId} and id = ${personId}`.execute(tx.db);
}
