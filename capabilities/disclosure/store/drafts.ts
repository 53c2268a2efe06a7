import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { ERASED } from "#platform/personal-data/erase-mentions.ts";
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

/** Texts of a draft that were published once and are erased since. */
export async function eraseFromDraft(tx: Tx, itemId: string, draft: Draft, words: readonly string[]): Promise<void> {
  const gone = new Set(words);
  await rewriteDraft(tx, itemId, draft, (text) => (gone.has(text) ? ERASED : text));
}

/** What was begun from something published elsewhere (`disclosure.sources`, a meeting's item), and is not published itself. */
export async function eraseCopies(tx: Tx, words: readonly string[]): Promise<void> {
  const left = (text: string) => words.reduce((rest, word) => rest.replaceAll(word, ERASED), text);
  const holds = sql`exists (select 1 from unnest(${[...words]}::text[]) w where position(w in i.title) > 0)`;
  const { rows: items } = await sql<{ id: string; title: string }>`
    select i.id, i.title from disclosure.item i where i.tenant_id = ${tx.tenantId} and i.versions = 0 and ${holds}`.execute(
    tx.db,
  );
  for (const { id, title } of items)
    await sql`update disclosure.item set title = ${left(title)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  const { rows: drafts } = await sql<Draft & { item_id: string }>`
    select d.item_id, d.title, d.sections from disclosure.draft d where d.tenant_id = ${tx.tenantId}`.execute(tx.db);
  const found = drafts.filter((draft) => words.some((word) => JSON.stringify(draft).includes(JSON.stringify(word).slice(1, -1))));
  for (const draft of found) await rewriteDraft(tx, draft.item_id, draft, left);
}

async function rewriteDraft(tx: Tx, itemId: string, { title, sections }: Draft, left: (text: string) => string): Promise<void> {
  const kept = sections.map((section) => ({
    ...section,
    heading: left(section.heading),
    text: left(section.text),
    table: section.table.map((row) => row.map(left)),
  }));
  await sql`update disclosure.draft set title = ${left(title)}, sections = ${JSON.stringify(kept)}::jsonb
    where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
}

export async function dropDraft(tx: Tx, itemId: string): Promise<void> {
  await sql`delete from disclosure.draft where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
}
