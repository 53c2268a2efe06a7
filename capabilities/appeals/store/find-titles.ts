import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type TitleRow = { readonly id: string; readonly number: string; readonly title: string };

/** Numbers and titles of some appeals; whose words were purged, or are not the reader's to read (`readable`), are left out. */
export async function findTitles(tx: Tx, readable: Expression<SqlBool>, ids: readonly string[]): Promise<readonly TitleRow[]> {
  const { rows } = await sql<TitleRow>`
    select a.id, a.number, w.title from appeals.appeal a join appeals.appeal_personal w on w.tenant_id = a.tenant_id and w.appeal_id = a.id
    where a.tenant_id = ${tx.tenantId} and a.id = any(${[...ids]}::uuid[]) and ${readable}`.execute(tx.db);
  return rows;
}
