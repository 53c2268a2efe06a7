import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { ownWords, releasedWords } from "./search-words.ts";

/** How many texts have no words yet. */
export async function countUncut(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from appeals.appeal_personal where tenant_id = ${tx.tenantId} and words is null)
      + (select count(*) from appeals.release where tenant_id = ${tx.tenantId} and words is null) as count`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

type Uncut = {
  readonly appeal_id: string;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly answer: string;
};

/** Cuts some that have none, under a lock: a text that is changed meanwhile brings its own words. @returns how many. */
export async function cutPage(tx: Tx, most: number): Promise<number> {
  const own = await sql<Uncut>`
    select w.appeal_id, a.number, w.title, w.text, w.place from appeals.appeal_personal w join appeals.appeal a on a.tenant_id = w.tenant_id and a.id = w.appeal_id
    where w.tenant_id = ${tx.tenantId} and w.words is null order by w.appeal_id limit ${most} for update of w`.execute(tx.db);
  const released = await sql<Uncut>`
    select w.appeal_id, a.number, w.title, w.text, w.answer from appeals.release w join appeals.appeal a on a.tenant_id = w.tenant_id and a.id = w.appeal_id
    where w.tenant_id = ${tx.tenantId} and w.words is null order by w.appeal_id limit ${most} for update of w`.execute(tx.db);
  await putWords(tx, "appeals.appeal_personal", own.rows, ownWords);
  await putWords(tx, "appeals.release", released.rows, releasedWords);
  return own.rows.length + released.rows.length;
}

async function putWords(
  tx: Tx,
  table: "appeals.appeal_personal" | "appeals.release",
  rows: readonly Uncut[],
  cut: (row: Uncut) => string,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update ${sql.table(table)} w set words = cut.words::tsvector
    from unnest(${rows.map((row) => row.appeal_id)}::uuid[], ${rows.map(cut)}::text[]) as cut(appeal_id, words)
    where w.tenant_id = ${tx.tenantId} and w.appeal_id = cut.appeal_id`.execute(tx.db);
}
