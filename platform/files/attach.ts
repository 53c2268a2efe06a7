import { sql } from "kysely";
import type { Tx } from "../db/tx.ts";
import type { AcceptedFile } from "./accept-upload.ts";

export type FileRow = {
  readonly id: string;
  readonly sha256: string;
  readonly thumbnail_sha256: string | null;
  readonly bytes: number;
  readonly media_type: string;
  readonly name: string;
  readonly purpose: string;
  readonly uploader: string;
  readonly attached_to: string | null;
};

export type FileToRecord = {
  readonly id: string;
  readonly purpose: string;
  readonly uploader: string;
  readonly file: AcceptedFile;
};

/** Records an accepted upload; until something is attached to it, only its uploader may use it. */
export async function recordFile(tx: Tx, made: FileToRecord): Promise<void> {
  const { file } = made;
  await sql`insert into platform.file (tenant_id, id, sha256, thumbnail_sha256, bytes, media_type, name, purpose, uploader, created_at)
    values (${tx.tenantId}, ${made.id}, ${file.sha256}, ${file.thumbnailSha256 ?? null}, ${file.bytes}, ${file.mediaType}, ${file.name}, ${made.purpose},
      ${made.uploader}, ${tx.now})`.execute(tx.db);
}

export async function findFile(tx: Tx, id: string): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select id, sha256, thumbnail_sha256, bytes, media_type, name, purpose, uploader, attached_to from platform.file
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0];
}
