import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { GROUNDS } from "../contract/ask-erasure.ts";

export type ErasureRow = {
  readonly id: string;
  readonly division_path: string;
  readonly index: number;
  readonly kind: string;
  readonly subject: string;
  readonly field: string;
  readonly ground: (typeof GROUNDS)[number];
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly state: "waiting" | "erased" | "refused";
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly entries: readonly number[];
};

const COLUMNS = sql`x.id::text as id, x.division_path::text as division_path, x.index, x.kind, x.subject, x.field, x.ground, x.asked_by, x.asked_at,
  x.state, x.decided_by, x.decided_at, to_jsonb(x.entries) as entries`;
const MOST_SHOWN = 100;

/** @returns whether nobody had asked for it already */
export async function addErasure(
  tx: Tx,
  row: Pick<ErasureRow, "id" | "division_path" | "index" | "kind" | "subject" | "field" | "ground" | "asked_by">,
): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into record.erasure (tenant_id, id, division_path, index, kind, subject, field, ground, asked_by, asked_at, state)
    values (${tx.tenantId}, ${row.id}, ${row.division_path}::ltree, ${row.index}, ${row.kind}, ${row.subject}, ${row.field}, ${row.ground}, ${row.asked_by}, ${tx.now}, 'waiting')
    on conflict do nothing`.execute(tx.db);
  return numAffectedRows === 1n;
}

export async function lockErasure(tx: Tx, id: string): Promise<ErasureRow | undefined> {
  const { rows } =
    await sql<ErasureRow>`select ${COLUMNS} from record.erasure x where x.tenant_id = ${tx.tenantId} and x.id = ${id} for update`.execute(
      tx.db,
    );
  return rows[0];
}

export async function settleErasure(
  tx: Tx,
  id: string,
  { state, by, entries }: { readonly state: "erased" | "refused"; readonly by: string; readonly entries: readonly number[] },
): Promise<void> {
  await sql`update record.erasure set state = ${state}, decided_by = ${by}, decided_at = ${tx.now}, public = ${state === "erased"}, entries = ${[...entries]}::bigint[]
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function listErasureRows(tx: Tx, visible: Expression<SqlBool>): Promise<readonly ErasureRow[]> {
  const { rows } = await sql<ErasureRow>`select ${COLUMNS} from record.erasure x
    where x.tenant_id = ${tx.tenantId} and ${visible} order by x.id desc limit ${MOST_SHOWN}`.execute(tx.db);
  return rows;
}

/** Erasures that were done, by id: those named, or a page of all in that order. */
export async function findErasures(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly ErasureRow[]> {
  const chosen =
    "subjects" in which ? sql`x.id::text = any(${[...which.subjects]}::text[])` : sql`x.id::text collate "C" > ${which.after}`;
  const limit = "limit" in which ? which.limit : which.subjects.length;
  const { rows } = await sql<ErasureRow>`select ${COLUMNS} from record.erasure x
    where x.tenant_id = ${tx.tenantId} and x.state = 'erased' and ${chosen} order by x.id::text collate "C" limit ${limit}`.execute(
    tx.db,
  );
  return rows;
}

/** A thing, and what is published together with it: subjects that begin with the prefix. */
export type Together = { readonly kinds: readonly string[]; readonly subject: string; readonly prefix: string | null };

export type Showing = {
  readonly index: number;
  readonly ref: string;
  readonly kind: string;
  readonly subject: string;
  readonly division_path: string;
};

/** Entries that still show a field to everybody. */
export async function findShowing(tx: Tx, where: Together, field: string): Promise<readonly Showing[]> {
  const { rows } = await sql<Showing>`
    select e.index, e.ref, e.kind, e.subject, f.division_path::text as division_path from record.entry e
    join record.sealed_field f on f.tenant_id = e.tenant_id and f.ref = e.ref and f.name = ${field} and f.public
    where e.tenant_id = ${tx.tenantId} and ${among("e", where)} order by e.index`.execute(tx.db);
  return rows;
}

export async function findWaitingTogether(tx: Tx, where: Together): Promise<boolean> {
  const { rows } =
    await sql`select 1 from record.waiting w where w.tenant_id = ${tx.tenantId} and ${among("w", where)} limit 1`.execute(tx.db);
  return rows.length > 0;
}

function among(alias: string, { kinds, subject, prefix }: Together): RawBuilder<SqlBool> {
  const which =
    prefix === null
      ? sql`${sql.ref(`${alias}.subject`)} = ${subject}`
      : sql`starts_with(${sql.ref(`${alias}.subject`)}, ${prefix})`;
  return sql<SqlBool>`${sql.ref(`${alias}.kind`)} = any(${[...kinds]}::text[]) and ${which}`;
}

/** Value and salt are gone with the row; where the field was the entry's name in lists, so is that. @throws where one is not gone */
export async function eraseFields(tx: Tx, refs: readonly string[], field: string): Promise<void> {
  const { numAffectedRows } =
    await sql`delete from record.sealed_field where tenant_id = ${tx.tenantId} and ref = any(${[...refs]}::text[]) and name = ${field}`.execute(
      tx.db,
    );
  if (numAffectedRows !== BigInt(refs.length)) throw new Error(`${numAffectedRows} of ${refs.length} fields were erased`);
  if (field !== "title") return;
  await sql`update record.entry set title = '' where tenant_id = ${tx.tenantId} and ref = any(${[...refs]}::text[])`.execute(
    tx.db,
  );
}

/** By field of an entry: the entry that says it was erased; null while that one waits for its place. */
export async function findErasedBy(tx: Tx, index: number): Promise<ReadonlyMap<string, number | null>> {
  const { rows } = await sql<{ field: string; by: number | null }>`select x.field, e.index as by from record.erasure x
    left join record.entry e on e.tenant_id = x.tenant_id and e.kind = 'record.erasure' and e.subject = x.id::text
    where x.tenant_id = ${tx.tenantId} and x.state = 'erased' and ${index} = any(x.entries)`.execute(tx.db);
  return new Map(rows.map(({ field, by }) => [field, by]));
}
