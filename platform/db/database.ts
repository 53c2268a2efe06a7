import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { PoolClient, PoolConfig } from "pg";
import type { RawBuilder } from "kysely";
import { beginSql } from "./scope-sql.ts";
import { compile, kyselyOn, sendOn, type Scope, type Send, type Tx } from "./tx.ts";

/** One role and one pool a privacy domain: what is sealed, political or a ballot is out of reach of the main role. */
export type PrivacyDomain = "main" | "sealed" | "party" | "ballots" | "subject" | "sweeper";

/** Serialization failure, deadlock: the transaction did nothing and may be run again. */
const RETRYABLE = new Set(["40001", "40P01"]);
const MAX_TRIES = 6;
/**
 * Those that met in a deadlock would meet again if they came back together: each waits a while of its own, up to this, twice as long
 * each time. Two rows that exclude each other (an exclusion constraint) meet like this when they are written at once.
 */
const FIRST_PAUSE_MS = 20;
/** A statement that runs longer holds locks others wait for; long work is cut into jobs. */
const STATEMENT_TIMEOUT_MS = 15_000;

export type TransactOptions = {
  readonly domain?: PrivacyDomain;
  readonly mode?: "read write" | "read only";
  /**
   * Its statements are few and always the same (an act): they are kept by name where that is allowed. A list with its many filters is
   * better planned for the values it is asked for.
   */
  readonly named?: boolean;
};

export type DatabaseOptions = {
  /** Connections are our own, so that statements may be kept on them by name. Off behind a pooler (PgBouncer, transaction mode). */
  readonly named: boolean;
};

export type Database = {
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
  /** One statement that needs nothing else: begun, asked and ended in one round trip. */
  readAtOnce<T>(scope: Scope, query: RawBuilder<T>): Promise<readonly T[]>;
  /** Answers true when the database answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
};

/** Thrown inside `work` to roll back and still hand a value out. */
export class Rollback<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super("rolled back on purpose");
    this.value = value;
  }
}

// A bigint column (money, counts) comes as a number while it is exact, and refuses to be rounded.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`bigint ${text} exceeds 2^53`);
  return value;
});
// A date stays the legal day it names, free of any clock's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/**
 * A new connection maps each page of shared memory into its process anew when it first reads it, which costs tens of microseconds a page in a
 * virtual machine: after a pause the first search of eight thousand finds took 0.3 s on each of 24 new ones (docs/benchmarks/pages.md).
 */
const KEPT_IDLE_MS = 300_000;

/** SQLSTATE in_failed_sql_transaction: says nothing but that an earlier statement failed. */
const ABORTED = "25P02";

export function openDatabase(
  configOf: (domain: PrivacyDomain) => PoolConfig,
  { named }: DatabaseOptions = { named: false },
): Database {
  const pools = new Map<PrivacyDomain, pg.Pool>();
  const poolOf = (domain: PrivacyDomain) => {
    const known = pools.get(domain);
    if (known !== undefined) return known;
    const limits = { max: domain === "main" ? 24 : 3, statement_timeout: STATEMENT_TIMEOUT_MS, idleTimeoutMillis: KEPT_IDLE_MS };
    // Pipelined: what is sent without waiting for the answer before it travels in one round trip.
    const pool = new pg.Pool({ ...limits, pipeline: true, ...configOf(domain) });
    // A connection that breaks is replaced by the pool, and its queries tell. One that is in use tells by an event besides, and an
    // event nobody listens to ends the process.
    pool.on("error", () => {});
    pool.on("connect", (client) => void client.on("error", () => {}));
    pools.set(domain, pool);
    return pool;
  };
  return {
    transact: (scope, work, options = {}) =>
      transact(poolOf(options.domain ?? "main"), scope, work, {
        mode: options.mode ?? "read write",
        named: named && options.named === true,
      }),
    readAtOnce: async <T>(scope: Scope, query: RawBuilder<T>) => await readAtOnce(poolOf("main"), scope, query, named),
    ping: async () => (await poolOf("main").query("select 1")).rowCount === 1,
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}

type Manner = { readonly mode: "read write" | "read only"; readonly named: boolean };

async function transact<T>(pool: pg.Pool, scope: Scope, work: (tx: Tx) => Promise<T>, manner: Manner): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(pool, scope, work, manner);
    } catch (error) {
      if (error instanceof Rollback) return error.value as T;
      if (attempt >= MAX_TRIES || !RETRYABLE.has(pgCode(error) ?? "")) throw error;
      await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

async function transactOnce<T>(pool: pg.Pool, scope: Scope, work: (tx: Tx) => Promise<T>, manner: Manner): Promise<T> {
  const client = await pool.connect();
  const effects: (() => void)[] = [];
  const writes = writesOn(sendOn(client, manner.named));
  let broken = false;
  try {
    const now = await begin(client, scope, manner.mode);
    const result = await work({
      db: kyselyOn(sendOn(client, manner.named)),
      now,
      tenantId: scope.tenantId ?? "",
      write: writes.send,
      afterCommit: (effect) => effects.push(effect),
    });
    await commit(client, writes);
    for (const effect of effects) effect();
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => (broken = true));
    throw (await writes.failure(error)) ?? error;
  } finally {
    client.release(broken);
  }
}

type Writes = {
  readonly send: Tx["write"];
  /** Why the transaction failed, where `error` only says that it had failed before. */
  readonly failure: (error: unknown) => Promise<Error | undefined>;
  readonly first: () => Promise<Error | undefined>;
};

function writesOn(send: Send): Writes {
  const failures: Promise<Error | undefined>[] = [];
  const first = async () => (await Promise.all(failures)).find((failure) => failure !== undefined);
  return {
    first,
    send: (query) =>
      void failures.push(
        send(compile(query)).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
        ),
      ),
    failure: async (error) => (pgCode(error) === ABORTED ? await first() : undefined),
  };
}

/** Sent behind the writes at once. PostgreSQL answers the commit of a failed transaction with ROLLBACK, and no error. */
async function commit(client: PoolClient, writes: Writes): Promise<void> {
  const [ended, failure] = await Promise.all([client.query("commit"), writes.first()]);
  if (failure !== undefined) throw failure;
  if (ended.command !== "COMMIT") throw new Error(`the transaction ended with ${ended.command}`);
}

async function readAtOnce<T>(pool: pg.Pool, scope: Scope, query: RawBuilder<T>, named: boolean): Promise<readonly T[]> {
  const client = await pool.connect();
  let broken = false;
  try {
    const [, answer] = await Promise.all([
      client.query(beginSql(scope, "read only")),
      sendOn(client, named)(compile(query)),
      client.query("commit"),
    ]);
    return answer.rows as T[];
  } catch (error) {
    await client.query("rollback").catch(() => (broken = true));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function begin(client: PoolClient, scope: Scope, mode: "read write" | "read only"): Promise<Date> {
  // Several statements in one simple query come back as an array of results; the last is `select now()`.
  const results = (await client.query(beginSql(scope, mode))) as unknown as readonly pg.QueryResult<{ now: Date }>[];
  const now = results.at(-1)?.rows[0]?.now;
  if (now === undefined) throw new Error("the database gave no time");
  return now;
}

/** The SQLSTATE of a database error, or undefined. */
export function pgCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The constraint a database error names, or undefined. */
export function pgConstraint(error: unknown): string | undefined {
  return error instanceof Error && "constraint" in error && typeof error.constraint === "string" ? error.constraint : undefined;
}
