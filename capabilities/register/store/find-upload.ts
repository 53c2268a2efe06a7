import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type Upload = { readonly sha256: string; readonly name: string; readonly media_type: string };

/** A list this account uploaded and nothing hangs on yet. */
export async function findUpload(tx: Tx, id: string, uploader: string): Promise<Upload | undefined> {
  const { rows } = await sql<Upload>`
    select sha256, name, media_type from platform.file
    where tenant_id = ${tx.tenantId} and id = ${id} and uploader = ${uploader} and purpose = 'register/list' and attached_to is null`.execute(
    tx.db,
  );
  return rows[0];
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await sql`delete from platform.file where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
