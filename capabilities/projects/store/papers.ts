import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { attachFiles } from "#platform/files/attach.ts";

export type PaperRow = {
  readonly file_id: string;
  readonly photo: boolean;
  readonly caption: string;
  readonly name: string;
  readonly sha256: string;
  readonly hung_on: string;
};

export async function findPapers(tx: Tx, projectId: string): Promise<readonly PaperRow[]> {
  const { rows } = await sql<PaperRow>`select file_id, photo, caption, name, sha256, hung_on from projects.paper
    where tenant_id = ${tx.tenantId} and project_id = ${projectId} order by file_id`.execute(tx.db);
  return rows;
}

type Hung = { readonly photo: boolean; readonly ids: readonly string[]; readonly caption: string; readonly on: string };

/**
 * Hangs uploaded files on a project, for everybody; locked first, so that no twin hangs them elsewhere.
 * @returns false where one of them is not this caller's, was given for something else, or hangs already
 */
export async function hangFiles(
  { tx, actor }: ActionContext,
  project: { readonly id: string; readonly division_path: string },
  { photo, ids, caption, on }: Hung,
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { rows } = await sql<{ id: string; uploader: string }>`
    select id, uploader from platform.file where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[])
      and purpose = ${photo ? "projects/photo" : "projects/paper"} and attached_to is null for update`.execute(tx.db);
  if (rows.length !== new Set(ids).size || rows.some((row) => row.uploader !== (actor.accountId ?? "visitor"))) return false;
  const subject = `projects/${project.id}`;
  const hung = { subject, path: project.division_path, ownerPerson: null, holderKey: null };
  await sql`with ${attachFiles(tx.tenantId, ids, hung)} select 1`.execute(tx.db);
  await sql`insert into projects.paper (tenant_id, project_id, file_id, division_path, photo, caption, name, sha256, hung_on)
    select ${tx.tenantId}::uuid, ${project.id}::uuid, f.id, ${project.division_path}::ltree, ${photo}, ${caption}, f.name, f.sha256, ${on}::date
    from platform.file f where f.tenant_id = ${tx.tenantId} and f.id = any(${[...ids]}::uuid[])`.execute(tx.db);
  await sql`update platform.file set public = true where tenant_id = ${tx.tenantId} and id = any(${[...ids]}::uuid[]) and attached_to = ${subject}`.execute(
    tx.db,
  );
  return true;
}
