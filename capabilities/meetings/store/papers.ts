import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { attachFiles } from "#platform/files/attach.ts";

export type PaperRow = {
  readonly file_id: string;
  readonly purpose: "agenda" | "signed";
  readonly name: string;
  readonly sha256: string;
};

export async function findPapers(tx: Tx, meetingId: string): Promise<readonly PaperRow[]> {
  const { rows } = await sql<PaperRow>`
    select file_id, purpose, name, sha256 from meetings.paper where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} order by file_id`.execute(
    tx.db,
  );
  return rows;
}

type Given = { readonly id: string; readonly uploader: string; readonly name: string; readonly sha256: string };

/**
 * Hangs uploaded files on the meeting; locked first, so that no twin hangs them elsewhere.
 * @returns false where one of them is not this caller's, or hangs already
 */
export async function hangPapers(
  { tx, actor }: ActionContext,
  meeting: { readonly id: string; readonly path: string; readonly public: boolean },
  purpose: PaperRow["purpose"],
  ids: readonly string[],
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { rows } = await sql<Given>`
    select id, uploader, name, sha256 from platform.file where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and purpose = ${`meetings/${purpose}`}
      and attached_to is null for update`.execute(tx.db);
  if (rows.length !== new Set(ids).size || rows.some((row) => row.uploader !== (actor.accountId ?? "visitor"))) return false;
  await sql`with ${attachFiles(tx.tenantId, ids, { subject: `meetings/${meeting.id}`, path: meeting.path, ownerPerson: null, holderKey: null })} select 1`.execute(
    tx.db,
  );
  for (const { id, name, sha256 } of rows)
    await sql`insert into meetings.paper (tenant_id, meeting_id, file_id, division_path, purpose, name, sha256, public)
      values (${tx.tenantId}, ${meeting.id}, ${id}, ${meeting.path}::ltree, ${purpose}, ${name}, ${sha256}, false)`.execute(
      tx.db,
    );
  if (purpose === "agenda" && meeting.public) await openPapers(tx, meeting.id);
  return true;
}

/** Papers of the agenda are everybody's, as the meeting itself is. */
export async function openPapers(tx: Tx, meetingId: string): Promise<void> {
  await sql`with opened as (update meetings.paper set public = true where tenant_id = ${tx.tenantId} and meeting_id = ${meetingId} and purpose = 'agenda' returning file_id)
    update platform.file set public = true where tenant_id = ${tx.tenantId} and id in (select file_id from opened)`.execute(
    tx.db,
  );
}
