import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import type { PoolClient } from "pg";

/** What a transaction may see: row-level security compares every row with this. */
export type Scope = {
  readonly tenantId?: string;
  readonly accountId?: string;
  readonly personId?: string;
  /** ltree paths of the divisions the reader's posts cover. */
  readonly areas: readonly string[];
  /** Proof of holding one row without an account: the hash of a receipt code. */
  readonly holderKey?: string;
  /** The signature or job that reads or writes: `appeals/raise-appeal`. */
  readonly purpose: string;
};

/** A transaction: the first argument of every store function. `now` was read once, from the database. */
export type Tx = {
  readonly db: Kysely<Record<never, never>>;
  readonly now: Date;
  readonly tenantId: string;
  /** Runs after a successful commit: wake-ups only; what must not be lost goes through the outbox. */
  afterCommit(effect: () => void): void;
};

/** A Kysely over one checked-out connection; begin and commit are ours (`database.ts`). */
export function kyselyOn(client: PoolClient): Kysely<Record<never, never>> {
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driverOn(client),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

function driverOn(client: PoolClient): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await client.query<R & Record<string, unknown>>(query.sql, [...query.parameters]);
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
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
