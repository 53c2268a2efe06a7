import pg, { type ClientBase, type ClientConfig } from "pg";
import { BackupRefusal } from "./backup-refusal.ts";

const OLDEST_VERSION = 150_000;
const CONNECT_MS = 30_000;

/** Text that any later server reads as the same value, whatever this database or role is set to. */
const PLAIN_TEXT_SETTINGS = [
  "client_encoding = 'UTF8'",
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "TimeZone = 'UTC'",
  "extra_float_digits = 3",
  "bytea_output = 'hex'",
  "xmloption = 'content'",
  "lc_monetary = 'C'",
  // Raise an error rather than hide a row.
  "row_security = off",
  // A large table takes as long as it takes.
  "statement_timeout = 0",
  "idle_in_transaction_session_timeout = 0",
  "lock_timeout = '30s'",
];

/** Connects, does the work, disconnects; a lost connection fails the work. */
export async function withSession<T>(connection: ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionTimeoutMillis: CONNECT_MS, ...connection });
  client.on("error", () => undefined); // the query under way fails as well
  try {
    await client.connect();
    await assertVersion(client);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function assertVersion(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version_num') AS version");
  if (Number(rows[0]?.version) < OLDEST_VERSION) throw new BackupRefusal("old-server", "PostgreSQL 15 or newer is needed.");
}

/** Runs the work in one transaction, with {@link PLAIN_TEXT_SETTINGS}. */
export async function inTransaction<T>(client: ClientBase, begin: string, work: () => Promise<T>): Promise<T> {
  await client.query(begin);
  try {
    for (const setting of PLAIN_TEXT_SETTINGS) await client.query(`SET LOCAL ${setting}`);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
