import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type EntryRow = {
  readonly index: number;
  readonly ref: string;
  readonly kind: string;
  readonly subject: string;
  readonly form: "public" | "sealed" | "withdrawn";
  readonly title: string;
  readonly leaf: string;
  readonly content: string | null;
  readonly on_day: string;
  readonly sequenced_at: Date;
};

const COLUMNS = sql`index, ref, kind, subject, form, title, leaf, content, on_day, sequenced_at`;

export async function findEntry(tx: Tx, index: number): Promise<EntryRow | undefined> {
  return (await findEntries(tx, BigInt(index), BigInt(index) + 1n))[0];
}

export type EntrySearch = {
  readonly q: string;
  readonly kind: string | undefined;
  /** Entries before this index: the signed ones, or those after the page before. */
  readonly before: number;
  readonly limit: number;
};

/** The newest first. */
export async function listEntryRows(tx: Tx, { q, kind, before, limit }: EntrySearch): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${COLUMNS} from record.entry
    where tenant_id = ${tx.tenantId} and index < ${before}
      and ${kind === undefined || kind === "" ? sql`true` : sql`kind = ${kind}`}
      and ${q === "" ? sql`true` : sql`(position(lower(${q}) in lower(title)) > 0 or subject = ${q})`}
    order by index desc limit ${limit}`.execute(tx.db);
  return rows;
}

/** Entries from one index up to before another. */
export async function findEntries(tx: Tx, from: bigint, to: bigint): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${COLUMNS} from record.entry
    where tenant_id = ${tx.tenantId} and index >= ${from.toString()}::bigint and index < ${to.toString()}::bigint order by index`.execute(
    tx.db,
  );
  return rows;
}

export type Last = { readonly subject: string; readonly index: number; readonly form: EntryRow["form"]; readonly on_day: string };

/** The record's last word about each of these things. */
export async function findLast(tx: Tx, kind: string, subjects: readonly string[]): Promise<readonly Last[]> {
  const { rows } = await sql<Last>`select distinct on (subject) subject, index, form, on_day from record.entry
    where tenant_id = ${tx.tenantId} and kind = ${kind} and subject = any(${[...subjects]}::text[]) order by subject, index desc`.execute(
    tx.db,
  );
  return rows;
}

/** Which of these things have a leaf that waits for its place. */
export async function findSubjectsWaiting(tx: Tx, kind: string, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject: string }>`select distinct subject from record.waiting
    where tenant_id = ${tx.tenantId} and kind = ${kind} and subject = any(${[...subjects]}::text[])`.execute(tx.db);
  return new Set(rows.map(({ subject }) => subject));
}

/** The entry a leaf's own random name belongs to; undefined while it waits for its place. */
export async function findEntryOfRef(tx: Tx, ref: string): Promise<Pick<EntryRow, "index" | "kind" | "subject"> | undefined> {
  const { rows } = await sql<Pick<EntryRow, "index" | "kind" | "subject">>`
    select index, kind, subject from record.entry where tenant_id = ${tx.tenantId} and ref = ${ref}`.execute(tx.db);
  return rows[0];
}
