import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type WaitingRow = {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly subject: string;
  readonly title: string;
  readonly leaf: string;
  readonly content: string | null;
  readonly given_at: Date;
};

/** Leaves that wait, the one given first first. */
export async function findWaiting(tx: Tx, limit: number): Promise<readonly WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`select id, ref, kind, subject, title, leaf, content, given_at from record.waiting
    where tenant_id = ${tx.tenantId} order by given_at, id limit ${limit}`.execute(tx.db);
  return rows;
}

export type PlacedLeaf = WaitingRow & {
  readonly index: bigint;
  readonly leafHash: Uint8Array;
  readonly form: string;
  readonly on: string;
};

/** Gives leaves their places for good, and takes them off the waiting list: in one statement, both or neither. */
export async function placeEntries(tx: Tx, placed: readonly PlacedLeaf[]): Promise<void> {
  const rows = placed.map((row) => ({
    index: row.index.toString(),
    ref: row.ref,
    kind: row.kind,
    subject: row.subject,
    form: row.form,
    title: row.title,
    leaf: row.leaf,
    leaf_hash: `\\x${Buffer.from(row.leafHash).toString("hex")}`,
    content: row.content,
    on_day: row.on,
    given_at: row.given_at.toISOString(),
  }));
  await sql`with placed as (insert into record.entry (tenant_id, index, ref, kind, subject, form, title, leaf, leaf_hash, content, on_day, given_at, sequenced_at)
      select ${tx.tenantId}, r.index, r.ref, r.kind, r.subject, r.form, r.title, r.leaf, r.leaf_hash, r.content, r.on_day, r.given_at, ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (index bigint, ref text, kind text, subject text, form text, title text, leaf text,
        leaf_hash bytea, content text, on_day date, given_at timestamptz))
    delete from record.waiting where tenant_id = ${tx.tenantId} and id = any(${placed.map(({ id }) => id)}::uuid[])`.execute(
    tx.db,
  );
}

/** What the log hashed, from one index up to before another. */
export async function findLeaves(
  tx: Tx,
  from: bigint,
  to: bigint,
): Promise<readonly { readonly leaf: string; readonly hash: Uint8Array }[]> {
  const { rows } = await sql<{ leaf: string; leaf_hash: Buffer }>`select leaf, leaf_hash from record.entry
    where tenant_id = ${tx.tenantId} and index >= ${from.toString()}::bigint and index < ${to.toString()}::bigint order by index`.execute(
    tx.db,
  );
  return rows.map(({ leaf, leaf_hash }) => ({ leaf, hash: new Uint8Array(leaf_hash) }));
}

/** The hashes alone: a million of them are 32 MB. */
export async function findLeafHashes(tx: Tx, from: bigint, to: bigint): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ leaf_hash: Buffer }>`select leaf_hash from record.entry
    where tenant_id = ${tx.tenantId} and index >= ${from.toString()}::bigint and index < ${to.toString()}::bigint order by index`.execute(
    tx.db,
  );
  return rows.map(({ leaf_hash }) => new Uint8Array(leaf_hash));
}
