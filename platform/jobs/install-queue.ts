import { runMigrations } from "graphile-worker";
import pg, { type PoolConfig } from "pg";
import { QUEUE_SCHEMA } from "./queue-schema.ts";

const ROLE = "gongzhi_jobs";

/** What the role may do, table by table, and no more; the schema's owner is whoever owns the database. */
const RIGHTS: Readonly<Record<string, string>> = {
  _private_jobs: "select, insert, update, delete",
  _private_job_queues: "select, insert, update",
  _private_tasks: "select, insert",
  _private_known_crontabs: "select, insert, update",
};

/** Brings the queue's schema to the version this library knows and gives its role its rights; safe at every start. */
export async function installQueue(admin: PoolConfig): Promise<void> {
  const pool = openQueuePool({ ...admin, max: 1 });
  try {
    await runMigrations({ pgPool: pool, schema: QUEUE_SCHEMA });
    await pool.query(`grant usage on schema ${QUEUE_SCHEMA} to ${ROLE}; grant select on ${QUEUE_SCHEMA}.migrations to ${ROLE}`);
    for (const [table, rights] of Object.entries(RIGHTS)) await grantTable(pool, table, rights);
  } finally {
    await pool.end();
  }
}

/** graphile-worker puts its tables under row-level security and leaves it to us to say who passes. */
async function grantTable(pool: pg.Pool, table: string, rights: string): Promise<void> {
  await pool.query(`grant ${rights} on ${QUEUE_SCHEMA}.${table} to ${ROLE}`);
  const { rowCount } = await pool.query("select from pg_policies where schemaname = $1 and tablename = $2", [
    QUEUE_SCHEMA,
    table,
  ]);
  if (rowCount === 0) await pool.query(`create policy carried on ${QUEUE_SCHEMA}.${table} to ${ROLE} using (true)`);
}

/** A pool with the listeners graphile-worker asks for: a connection that breaks is replaced, and the next query tells. */
export function openQueuePool(config: PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("error", () => {});
  pool.on("connect", (client) => void client.on("error", () => {}));
  return pool;
}
