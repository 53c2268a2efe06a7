import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Tenants a sweep takes up at once. */
const BATCH = 200;

export type LogRow = {
  readonly origin: string;
  readonly size: bigint;
  readonly frontier: Uint8Array;
  readonly dueAt: Date | null;
  readonly halt: string | null;
  readonly haltedAt: Date | null;
};

type Stored = {
  readonly origin: string;
  readonly size: number;
  readonly frontier: Buffer;
  readonly due_at: Date | null;
  readonly halt: string | null;
  readonly halted_at: Date | null;
};

type Due = { readonly tenant_id: string; readonly id: string };

/** Tenants with leaves that wait for a place, the longest first: the sweeper role sees tenant, time and id, and nothing else. */
export async function findTenantsWaiting(tx: Tx): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`select tenant_id, (array_agg(id))[1] as id from record.waiting
    where due_at <= ${tx.now} group by tenant_id order by min(due_at) limit ${BATCH}`.execute(tx.db);
  return rows;
}

/** Logs that have grown since they were published. */
export async function findLogsDue(tx: Tx): Promise<readonly Due[]> {
  const { rows } =
    await sql<Due>`select tenant_id, id from record.log where due_at <= ${tx.now} order by due_at limit ${BATCH}`.execute(tx.db);
  return rows;
}

/** Makes the tenant's log where there is none yet. */
export async function makeLog(tx: Tx, id: string, origin: string): Promise<void> {
  await sql`insert into record.log (tenant_id, id, origin, size, frontier) values (${tx.tenantId}, ${id}, ${origin}, 0, ''::bytea)
    on conflict (tenant_id) do nothing`.execute(tx.db);
}

/** @param lock whoever sequences or publishes holds the row: of two, one waits and then finds nothing left to do */
export async function findLog(tx: Tx, lock: "read" | "lock"): Promise<LogRow | undefined> {
  const { rows } = await sql<Stored>`select origin, size, frontier, due_at, halt, halted_at from record.log
    where tenant_id = ${tx.tenantId} ${lock === "lock" ? sql`for update` : sql``}`.execute(tx.db);
  const row = rows[0];
  if (row === undefined) return undefined;
  const { origin, size, frontier, due_at, halt, halted_at } = row;
  return { origin, size: BigInt(size), frontier: new Uint8Array(frontier), dueAt: due_at, halt, haltedAt: halted_at };
}

/** The log has grown, and is to be published. */
export async function growLog(tx: Tx, size: bigint, frontier: Uint8Array): Promise<void> {
  await sql`update record.log set size = ${size.toString()}::bigint, frontier = ${Buffer.from(frontier)}, due_at = ${tx.now}, halt = null, halted_at = null
    where tenant_id = ${tx.tenantId}`.execute(tx.db);
}

export async function haltLog(tx: Tx, halt: string): Promise<void> {
  await sql`update record.log set halt = ${halt}, halted_at = ${tx.now} where tenant_id = ${tx.tenantId}`.execute(tx.db);
}

/** What was signed is published: keeps it, and has nothing left to do until the log grows again. */
export async function keepCheckpoint(tx: Tx, size: bigint, note: string): Promise<void> {
  await sql`with kept as (insert into record.checkpoint (tenant_id, size, note, signed_at)
      values (${tx.tenantId}, ${size.toString()}::bigint, ${note}, ${tx.now}) on conflict (tenant_id, size) do nothing)
    update record.log set due_at = null, halt = null, halted_at = null where tenant_id = ${tx.tenantId}`.execute(tx.db);
}

/** Leaves the newest signed head holds; 0 where none was signed. */
export async function findNewestSignedSize(tx: Tx): Promise<number> {
  const { rows } = await sql<{ size: number }>`select coalesce(max(size), 0)::bigint as size from record.checkpoint
    where tenant_id = ${tx.tenantId}`.execute(tx.db);
  return rows[0]?.size ?? 0;
}

/** The newest signed checkpoint the database knows of. */
export async function findNewestCheckpoint(tx: Tx): Promise<{ readonly note: string; readonly signed_at: Date } | undefined> {
  const { rows } = await sql<{ note: string; signed_at: Date }>`select note, signed_at from record.checkpoint
    where tenant_id = ${tx.tenantId} order by size desc limit 1`.execute(tx.db);
  return rows[0];
}
