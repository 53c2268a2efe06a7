import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, RawBuilder } from "kysely";
import type { PoolClient, QueryResult as PgResult } from "pg";

/** What a transaction may see: row-level security compares every row with this. */
export type Scope = {
  readonly tenantId?: string;
  readonly accountId?: string;
  readonly personId?: string;
  /** ltree paths of the divisions the reader's posts cover. */
  readonly areas: readonly string[];
  /** Organizations the reader has a post in: what is kept from a body is kept from whoever serves there. */
  readonly organizations?: readonly string[];
  /** Proof of holding one row without an account: the hash of a receipt code, or whose rows of a sealed store are asked for. */
  readonly holderKey?: string;
  /** The signature or job that reads or writes: `appeals/raise-appeal`. */
  readonly purpose: string;
};

/** A transaction: the first argument of every store function. `now` was read once, from the database. */
export type Tx = {
  readonly db: Kysely<Record<never, never>>;
  readonly now: Date;
  readonly tenantId: string;
  /**
   * Sends a write without waiting for it: it and all that follow travel together, and the commit waits for every one of them. Where
   * one fails, nothing is committed and its error is the transaction's. For writes whose outcome decides nothing further.
   */
  write(query: RawBuilder<unknown>): void;
  /** Runs after a successful commit: wake-ups only; what must not be lost goes through the outbox. */
  afterCommit(effect: () => void): void;
};

/** Sends one statement over a checked-out connection: at once, so that what is sent in turn arrives in turn. */
export type Send = (query: CompiledQuery) => Promise<PgResult<Record<string, unknown>>>;

/**
 * Statements by name are parsed and planned once a connection. Each stands in the server's memory for as long as the connection lives,
 * so only so many are named, first come; the rest are sent as before.
 */
const MAX_NAMED = 400;
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMED) return known;
  const name = `g${names.size}`;
  names.set(text, name);
  return name;
}

/** @param named whether this connection may keep statements by name: not behind a pooler that hands it to others. */
export function sendOn(client: PoolClient, named: boolean): Send {
  return async (query) => {
    const name = named ? nameOf(query.sql) : undefined;
    const statement = { text: query.sql, values: [...query.parameters] };
    return await client.query<Record<string, unknown>>(name === undefined ? statement : { ...statement, name });
  };
}

/** Compiles; nothing is ever executed through it. */
const COMPILER = kyselyOn(async () => {
  throw new Error("This Kysely only compiles.");
});

export function compile(query: RawBuilder<unknown>): CompiledQuery {
  return query.compile(COMPILER);
}

/** A Kysely over one checked-out connection; begin and commit are ours (`database.ts`). */
export function kyselyOn(send: Send): Kysely<Record<never, never>> {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOn(send),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

function driverOn(send: Send): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await send(query);
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery() {
      throw new Error("Stream with a cursor of its own: platform/db/database.ts, `stream`.");
    },
  };
  const ours = async () => {
    throw new Error("Transactions begin and end in platform/db/database.ts.");
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: ours,
    commitTransaction: ours,
    rollbackTransaction: ours,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}
