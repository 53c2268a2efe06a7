import { sql } from "kysely";
import { isWithin } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";

/** Is this a division or grid in force inside the tenant's own area? */
export async function isKnownArea(tx: Tx, rootPath: string, path: string): Promise<boolean> {
  if (!/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/.test(path) || !isWithin(path, rootPath)) return false;
  const { rows } =
    await sql`select 1 from divisions.v_area where path = ${path}::ltree and (tenant_id is null or tenant_id = ${tx.tenantId}) limit 1`.execute(
      tx.db,
    );
  return rows.length === 1;
}

export async function isKnownMatter(tx: Tx, code: string): Promise<boolean> {
  return (
    (await sql`select 1 from rules.v_matter where tenant_id = ${tx.tenantId} and code = ${code}`.execute(tx.db)).rows.length === 1
  );
}

/** Every photo was uploaded for an appeal, by this caller, and hangs on nothing yet; locked, so that no twin hangs it elsewhere. */
export async function checkPhotos(context: ActionContext, ids: readonly string[]): Promise<boolean> {
  if (new Set(ids).size !== ids.length) return false;
  const { tx } = context;
  const { rows } = await sql<{ uploader: string }>`
    select uploader from platform.file where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and purpose = 'appeals/photo' and attached_to is null for update`.execute(
    tx.db,
  );
  const uploader = context.actor.accountId ?? "visitor";
  return rows.length === ids.length && rows.every((row) => row.uploader === uploader);
}
