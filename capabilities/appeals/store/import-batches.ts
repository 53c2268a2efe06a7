import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Mapping } from "../domain/import-fields.ts";

export type Batch = {
  readonly id: string;
  readonly through_line: number;
  readonly imported: number;
  readonly rejected: number;
  readonly repeated: number;
  readonly finished_at: Date | null;
};

/** The batch of a file: a new one, or the one that was interrupted, which goes on after its last line that is safely in. */
export async function openBatch(
  context: ActionContext,
  file: { readonly name: string; readonly sha256: string; readonly mapping: Mapping },
): Promise<Batch> {
  const { tx } = context;
  const { rows } = await sql<Batch>`
    insert into appeals.import_batch (tenant_id, id, file_name, file_sha256, mapping, started_at)
    values (${tx.tenantId}, ${context.newId()}, ${file.name}, ${file.sha256}, ${JSON.stringify(file.mapping)}, ${tx.now})
    on conflict (tenant_id, file_sha256) do update set file_name = excluded.file_name
    returning id, through_line, imported, rejected, repeated, finished_at`.execute(tx.db);
  const [batch] = rows;
  if (batch === undefined) throw new Error("the import has no batch");
  return batch;
}

export type BatchCounts = {
  readonly throughLine: number;
  readonly imported: number;
  readonly rejected: number;
  readonly repeated: number;
  readonly finished: boolean;
};

export async function moveBatch(tx: Tx, id: string, counts: BatchCounts): Promise<void> {
  await sql`update appeals.import_batch set through_line = ${counts.throughLine}, imported = ${counts.imported}, rejected = ${counts.rejected}, repeated = ${counts.repeated},
      finished_at = ${counts.finished ? tx.now : null} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function findMapping(tx: Tx, headingsSha256: string): Promise<Mapping | undefined> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from appeals.import_mapping where tenant_id = ${tx.tenantId} and headings_sha256 = ${headingsSha256}`.execute(
    tx.db,
  );
  return rows[0]?.mapping;
}

export async function keepMapping(tx: Tx, headingsSha256: string, mapping: Mapping): Promise<void> {
  await sql`insert into appeals.import_mapping (tenant_id, headings_sha256, mapping, confirmed_at) values (${tx.tenantId}, ${headingsSha256}, ${JSON.stringify(mapping)}, ${tx.now})
    on conflict (tenant_id, headings_sha256) do update set mapping = excluded.mapping, confirmed_at = excluded.confirmed_at`.execute(
    tx.db,
  );
}
