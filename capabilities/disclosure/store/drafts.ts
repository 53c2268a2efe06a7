import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Section } from "../domain/sections.ts";

export type Draft = { readonly title: string; readonly sections: readonly Section[] };

export async function putDraft(
  tx: Tx,
  item: { readonly id: string; readonly division_path: string },
  { title, sections }: Draft,
): Promise<void> {
  await sql`insert into disclosure.draft (tenant_id, item_id, division_path, title, sections)
    values (${tx.tenantId}, ${item.id}, ${item.division_path}::ltree, ${title}, ${JSON.stringify(sections)}::jsonb)
    on conflict (tenant_id, item_id) do update set title = excluded.title, sections = excluded.sections`.execute(tx.db);
}

export async function findDraft(tx: Tx, itemId: string): Promise<Draft | undefined> {
  const { rows } = await sql<Draft>`
    select title, sections from disclosure.draft where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
  return rows[0];
}

export async function dropDraft(tx: Tx, itemId: string): Promise<void> {
  await sql`delete from disclosure.draft where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
}
