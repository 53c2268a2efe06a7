import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";
import { releasedWords } from "./search-words.ts";

type Appeal = Pick<AppealRow, "id" | "number" | "division_path">;
export type Release = { readonly title: string; readonly text: string; readonly answer: string };

export async function putRelease(context: ActionContext, appeal: Appeal, release: Release): Promise<void> {
  const { tx } = context;
  await sql`insert into appeals.release (tenant_id, appeal_id, title, text, answer, released_at, released_by, words, area)
    values (${tx.tenantId}, ${appeal.id}, ${release.title}, ${release.text}, ${release.answer}, ${tx.now}, ${context.actor.personId ?? null},
      ${releasedWords({ number: appeal.number, ...release })}::tsvector, ${appeal.division_path})
    on conflict (tenant_id, appeal_id) do update set title = excluded.title, text = excluded.text, answer = excluded.answer,
      released_at = excluded.released_at, released_by = excluded.released_by,
      words = excluded.words`.execute(tx.db);
}

export async function dropRelease(tx: Tx, appealId: string): Promise<void> {
  await sql`delete from appeals.release where tenant_id = ${tx.tenantId} and appeal_id = ${appealId}`.execute(tx.db);
}

export async function findRelease(tx: Tx, appealId: string): Promise<Release | undefined> {
  return (
    await sql<Release>`select title, text, answer from appeals.release where tenant_id = ${tx.tenantId} and appeal_id = ${appealId}`.execute(
      tx.db,
    )
  ).rows[0];
}

/** Texts somebody may have to be forgotten in; the number is nobody's. */
export const ERASABLE = ["title", "text", "answer"] as const;

/** What the record erased is shown no more. @throws where the field is none that can be */
export async function emptyRelease(tx: Tx, number: string, field: string): Promise<void> {
  const column = ERASABLE.find((one) => one === field);
  if (column === undefined) throw new Error(`${field} of a released appeal is not erased`);
  const { rows } = await sql<Release & { appeal_id: string }>`
    update appeals.release set ${sql.ref(column)} = '', words = null where tenant_id = ${tx.tenantId}
      and appeal_id = (select id from appeals.appeal where tenant_id = ${tx.tenantId} and number = ${number})
    returning appeal_id, title, text, answer`.execute(tx.db);
  for (const left of rows)
    await sql`update appeals.release set words = ${releasedWords({ number, ...left })}::tsvector
      where tenant_id = ${tx.tenantId} and appeal_id = ${left.appeal_id}`.execute(tx.db);
}
