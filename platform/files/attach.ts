import { sql, type RawBuilder } from "kysely";
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
  /** Everybody may read what it hangs on. */
  readonly public: boolean;
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
    select id, sha256, thumbnail_sha256, bytes, media_type, name, purpose, uploader, attached_to, public from platform.file
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  return rows[0];
}

/** What files hang on, and who may read it: `<capability>/<id>` and the columns row-level security compares. */
export type Attachment = {
  readonly subject: string;
  readonly path: string;
  readonly ownerPerson: string | null;
  readonly holderKey: string | null;
  /** Persons and bodies they are kept from. */
  readonly barred?: readonly string[];
  /** Where nobody is to know when they were uploaded: ids that take the place of theirs, one for each, and the day. */
  readonly as?: { readonly ids: readonly string[]; readonly on: Date };
};

/**
 * Hangs files on their subject, as one CTE of a statement. The row is put there anew: whoever attaches may not be able to read it
 * afterwards (a visitor's photo belongs to the holder of a receipt), and an UPDATE must still be able to see what it wrote. What a
 * receipt opens keeps neither its uploader's account nor the name the file had on their device.
 */
export function attachFiles(tenantId: string, ids: readonly string[], to: Attachment): RawBuilder<unknown> {
  const nameless = to.ownerPerson === null && to.holderKey !== null;
  const name = nameless ? sql`'photo' || coalesce(substring(name from '\\.[A-Za-z0-9]{1,8}$'), '')` : sql`name`;
  const uploader = nameless ? sql`'visitor'` : sql`uploader`;
  const { ids: newIds, on } = to.as ?? { ids, on: undefined };
  return sql`loose as (delete from platform.file where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) and attached_to is null returning *),
    hung as (insert into platform.file (tenant_id, id, sha256, thumbnail_sha256, bytes, media_type, name, purpose, uploader, attached_to, public,
        division_path, owner_person, holder_key, created_at, barred)
      select tenant_id, given.became, sha256, thumbnail_sha256, bytes, media_type, ${name}, purpose, ${uploader}, ${to.subject}, public,
        ${to.path}::ltree, ${to.ownerPerson}::uuid, ${to.holderKey}, coalesce(${on ?? null}::timestamptz, created_at),
        ${[...(to.barred ?? [])]}::uuid[] from loose join unnest(${[...ids]}::uuid[], ${[...newIds]}::uuid[]) as given(was, became) on given.was = loose.id)`;
}
