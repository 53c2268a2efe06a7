import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** What is public of an appeal's outcome: what a person released, after reading it. */
export type ReleasedAppeal = {
  readonly subject: string;
  readonly fields: { readonly number: string; readonly title: string; readonly text: string; readonly answer: string };
};

/** Released appeals by number: those named, or a page of all in that order. A text the record erased is empty here, and left out. */
export async function findReleasedAppeals(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly ReleasedAppeal[]> {
  const chosen =
    "subjects" in which ? sql`a.number = any(${[...which.subjects]}::text[])` : sql`a.number collate "C" > ${which.after}`;
  const { rows } = await sql<ReleasedAppeal>`
    select a.number as subject, jsonb_build_object('number', a.number, 'title', r.title, 'text', r.text, 'answer', r.answer) as fields
    from appeals.release r join appeals.appeal a on a.tenant_id = r.tenant_id and a.id = r.appeal_id
    where r.tenant_id = ${tx.tenantId} and a.public and ${chosen} order by a.number collate "C" limit ${"limit" in which ? which.limit : which.subjects.length}`.execute(
    tx.db,
  );
  return rows;
}
