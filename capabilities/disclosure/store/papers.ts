import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { attachFiles } from "#platform/files/attach.ts";

export type PaperRow = { readonly file_id: string; readonly name: string; readonly sha256: string; readonly public: boolean };

export async function findPapers(tx: Tx, itemId: string): Promise<readonly PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select file_id, name, sha256, public from disclosure.paper where tenant_id = ${tx.tenantId} and item_id = ${itemId} order by file_id`.execute(
    tx.db,
  );
  return rows;
}

/**
 * Hangs uploaded files on a draft; locked first, so that no twin hangs them elsewhere.
 * @returns false where one of them is not this caller's, or hangs already
 */
export async function hangPapers(
  { tx, actor }: ActionContext,
  item: { readonly id: string; readonly division_path: string },
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { rows } = await sql<{ id: string; uploader: string; name: string; sha256: string }>`
    select id, uploader, name, sha256 from platform.file where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and purpose = 'disclosure/paper'
      and attached_to is null for update`.execute(tx.db);
  if (rows.length !== new Set(ids).size || rows.some((row) => row.uploader !== (actor.accountId ?? "visitor"))) return false;
  const hung = { subject: `disclosure/${item.id}`, path: item.division_path, ownerPerson: null, holderKey: null };
  await sql`with ${attachFiles(tx.tenantId, ids, hung)} select 1`.execute(tx.db);
  await sql`insert into disclosure.paper (tenant_id, item_id, file_id, division_path, name, sha256)
    select ${tx.tenantId}::uuid, ${item.id}::uuid, f.id, ${item.division_path}::ltree, f.name, f.sha256 from platform.file f
    where f.tenant_id = ${tx.tenantId} and f.id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return true;
}

/** Published with its disclosure: from now on everybody's. */
export async function openPapers(tx: Tx, itemId: string): Promise<void> {
  await sql`with opened as (update disclosure.paper set public = true where tenant_id = ${tx.tenantId} and item_id = ${itemId} and not public returning file_id)
    update platform.file set public = true where tenant_id = ${tx.tenantId} and id in (select file_id from opened)`.execute(
    tx.db,
  );
}
