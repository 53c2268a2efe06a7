import { sql, type Expression, type SqlBool } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Mapping } from "../domain/import-fields.ts";

export type BatchState = "mapping" | "checking" | "checked" | "running" | "done" | "undone";

export type Batch = {
  readonly id: string;
  readonly division_path: string;
  readonly area: string;
  readonly file_name: string;
  readonly file_sha256: string;
  readonly headings: readonly string[];
  readonly mapping: Mapping | null;
  readonly state: BatchState;
  readonly rows: number;
  readonly through_line: number;
  readonly begun_at: Date;
  readonly done_at: Date | null;
  readonly undone_at: Date | null;
};

const COLUMNS = sql`b.id, b.division_path::text as division_path, coalesce(a.name, '') as area, b.file_name, b.file_sha256, b.headings, b.mapping, b.state, b.rows,
  b.through_line, b.begun_at, b.done_at, b.undone_at`;
const JOINED = sql`register.import_batch b
  left join lateral (select name from divisions.v_area v where v.path = b.division_path and (v.tenant_id is null or v.tenant_id = b.tenant_id) limit 1) a on true`;
const MOST_SHOWN = 100;

export type FileToImport = {
  readonly name: string;
  readonly sha256: string;
  readonly headings: readonly string[];
  readonly path: string;
};

/** The batch of a file for a place: a new one, or the one begun before, which goes on where it stopped. */
export async function openBatch(context: ActionContext, file: FileToImport): Promise<string> {
  const { tx, actor } = context;
  const { rows } = await sql<{ id: string }>`
    insert into register.import_batch (tenant_id, id, division_path, file_name, file_sha256, headings, state, begun_at, begun_by)
    values (${tx.tenantId}, ${context.newId()}, ${file.path}::ltree, ${file.name}, ${file.sha256}, ${[...file.headings]}::text[], 'mapping', ${tx.now}, ${actor.personId ?? null})
    on conflict (tenant_id, file_sha256, division_path) where state <> 'undone' do update set mapping = register.import_batch.mapping returning id`.execute(
    tx.db,
  );
  const [batch] = rows;
  if (batch === undefined) throw new Error("the import has no batch");
  return batch.id;
}

export async function findBatch(tx: Tx, id: string, lock: "read" | "lock" = "read"): Promise<Batch | undefined> {
  const held = lock === "lock" ? sql`for update of b` : sql``;
  const { rows } =
    await sql<Batch>`select ${COLUMNS} from ${JOINED} where b.tenant_id = ${tx.tenantId} and b.id = ${id} ${held}`.execute(tx.db);
  return rows[0];
}

export async function listBatches(tx: Tx, visible: Expression<SqlBool>): Promise<readonly Batch[]> {
  const { rows } = await sql<Batch>`
    select ${COLUMNS} from ${JOINED} where b.tenant_id = ${tx.tenantId} and ${visible} order by b.id desc limit ${MOST_SHOWN}`.execute(
    tx.db,
  );
  return rows;
}

export type BatchChange = {
  readonly state?: BatchState;
  readonly mapping?: Mapping;
  readonly rows?: number;
  readonly throughLine?: number;
  readonly done?: true;
  readonly undoneBy?: string | null;
};

export async function updateBatch(tx: Tx, id: string, change: BatchChange): Promise<void> {
  const set = [
    ...(change.state === undefined ? [] : [sql`state = ${change.state}`]),
    ...(change.mapping === undefined ? [] : [sql`mapping = ${JSON.stringify(change.mapping)}::jsonb`]),
    ...(change.rows === undefined ? [] : [sql`rows = ${change.rows}`]),
    ...(change.throughLine === undefined ? [] : [sql`through_line = ${change.throughLine}`]),
    ...(change.done === undefined ? [] : [sql`done_at = ${tx.now}`]),
    ...(change.undoneBy === undefined ? [] : [sql`undone_at = ${tx.now}, undone_by = ${change.undoneBy}`]),
  ];
  await sql`update register.import_batch set ${sql.join(set)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Takes a batch and its rows away: what was only looked over. */
export async function deleteBatch(tx: Tx, id: string): Promise<void> {
  await sql`delete from register.import_batch where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function findMapping(tx: Tx, headingsSha256: string): Promise<Mapping | undefined> {
  const { rows } = await sql<{ mapping: Mapping }>`
    select mapping from register.import_mapping where tenant_id = ${tx.tenantId} and headings_sha256 = ${headingsSha256}`.execute(
    tx.db,
  );
  return rows[0]?.mapping;
}

export async function keepMapping(tx: Tx, headingsSha256: string, mapping: Mapping): Promise<void> {
  await sql`insert into register.import_mapping (tenant_id, headings_sha256, mapping, confirmed_at) values (${tx.tenantId}, ${headingsSha256}, ${JSON.stringify(mapping)}, ${tx.now})
    on conflict (tenant_id, headings_sha256) do update set mapping = excluded.mapping, confirmed_at = excluded.confirmed_at`.execute(
    tx.db,
  );
}
