import pg from "pg";
import type { PoolClient, PoolConfig } from "pg";
import { beginSql } from "./scope-sql.ts";
import { kyselyOn, type Scope, type Tx } from "./tx.ts";

/** One role and one pool a privacy domain: what is sealed, political or a ballot is out of reach of the main role. */
export type PrivacyDomain = "main" | "sealed" | "party" | "ballots" | "sweeper";

/** Serialization failure, deadlock: the transaction did nothing and may be run again. */
const RETRYABLE = new Set(["40001", "40P01"]);
const MAX_TRIES = 4;
/** A statement that runs longer holds locks others wait for; long work is cut into jobs. */
const STATEMENT_TIMEOUT_MS = 15_000;

export type TransactOptions = { readonly domain?: PrivacyDomain; readonly mode?: "read write" | "read only" };

export type Database = {
  transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: TransactOptions): Promise<T>;
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

export function openDatabase(configOf: (domain: PrivacyDomain) => PoolConfig): Database {
  const pools = new Map<PrivacyDomain, pg.Pool>();
  const poolOf = (domain: PrivacyDomain) => {
    const known = pools.get(domain);
    if (known !== undefined) return known;
    const pool = new pg.Pool({ max: domain === "main" ? 24 : 3, statement_timeout: STATEMENT_TIMEOUT_MS, ...configOf(domain) });
    pool.on("error", () => {}); // An idle connection that breaks is replaced by the pool; the next query tells.
    pools.set(domain, pool);
    return pool;
  };
  return {
    transact: (scope, work, options = {}) =>
      transact(poolOf(options.domain ?? "main"), scope, work, options.mode ?? "read write"),
    ping: async () => (await poolOf("main").query("select 1")).rowCount === 1,
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}

async function transact<T>(
  pool: pg.Pool,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  mode: "read write" | "read only",
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(pool, scope, work, mode);
    } catch (error) {
      if (error instanceof Rollback) return error.value as T;
      if (attempt >= MAX_TRIES || !RETRYABLE.has(pgCode(error) ?? "")) throw error;
    }
  }
}

async function transactOnce<T>(
  pool: pg.Pool,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  mode: "read write" | "read only",
): Promise<T> {
  const client = await pool.connect();
  const effects: (() => void)[] = [];
  let broken = false;
  try {
    const now = await begin(client, scope, mode);
    const result = await work({
      db: kyselyOn(client),
      now,
      tenantId: scope.tenantId ?? "",
      afterCommit: (effect) => effects.push(effect),
    });
    await client.query("commit");
    for (const effect of effects) effect();
    return result;
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
