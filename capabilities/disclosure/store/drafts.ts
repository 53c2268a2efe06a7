import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { ERASED } from "#platform/personal-data/erase-mentions.ts";
import type { Section } from "../domain/sections.ts";
import { takeWords } from "../domain/take-words.ts";

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

/** As the record tells of them: what they were, and of which places. */
type Erased = { readonly words: readonly string[]; readonly paths: readonly string[] };

type Copy = { readonly id: string; readonly title: string; readonly near: boolean };

/**
 * Words erased elsewhere, out of what was begun with them (`disclosure.sources`, a meeting's item) and is not published itself: out of
 * every draft what is nobody else's, and out of those of the same place, of what it lies in and of what lies in it, names too.
 */
export async function eraseCopies(tx: Tx, { words, paths }: Erased): Promise<void> {
  const near = sql<boolean>`exists (select 1 from unnest(${[...paths]}::ltree[]) p where i.division_path <@ p or i.division_path @> p)`;
  const takenFrom = (copied: boolean) => (text: string) => takeWords(text, { words, mark: ERASED, copied });
  const { rows: items } = await sql<Copy>`
    select i.id, i.title, ${near} as near from disclosure.item i where i.tenant_id = ${tx.tenantId} and i.versions = 0`.execute(
    tx.db,
  );
  for (const item of items) {
    const title = takenFrom(item.near)(item.title);
    if (title !== item.title)
      await sql`update disclosure.item set title = ${title} where tenant_id = ${tx.tenantId} and id = ${item.id}`.execute(tx.db);
  }
  const { rows: drafts } = await sql<Copy & Draft>`select d.item_id as id, d.title, d.sections, ${near} as near
    from disclosure.draft d join disclosure.item i on i.tenant_id = d.tenant_id and i.id = d.item_id where d.tenant_id = ${tx.tenantId}`.execute(
    tx.db,
  );
  for (const draft of drafts) await rewriteDraft(tx, draft.id, draft, takenFrom(draft.near));
}

async function rewriteDraft(tx: Tx, itemId: string, { title, sections }: Draft, left: (text: string) => string): Promise<void> {
  const kept = sections.map((section) => ({
    ...section,
    heading: left(section.heading),
    text: left(section.text),
    table: section.table.map((row) => row.map(left)),
  }));
  const rewritten = { title: left(title), sections: JSON.stringify(kept) };
  if (rewritten.title === title && rewritten.sections === JSON.stringify(sections)) return;
  await sql`update disclosure.draft set title = ${rewritten.title}, sections = ${rewritten.sections}::jsonb
    where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
}

export async function dropDraft(tx: Tx, itemId: string): Promise<void> {
  await sql`delete from disclosure.draft where tenant_id = ${tx.tenantId} and item_id = ${itemId}`.execute(tx.db);
}
