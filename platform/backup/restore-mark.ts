import type { ClientBase } from "pg";
import { BackupRefusal } from "./backup-refusal.ts";

/** An empty schema of this name stands from a restore's first change to its commit. */
const MARK = "gongzhi_restore";

export async function setRestoreMark(client: ClientBase): Promise<void> {
  await client.query(`CREATE SCHEMA ${MARK}`);
}

export async function clearRestoreMark(client: ClientBase): Promise<void> {
  await client.query(`DROP SCHEMA ${MARK}`);
}

/**
 * Refuses a database in which a restore was cut short: it has a schema and no data, and would pass for a new deployment.
 * To be asked before a server starts on a database.
 */
export async function assertRestoreFinished(client: ClientBase): Promise<void> {
  const { rows } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [MARK]);
  if (rows.length === 0) return;
  throw new BackupRefusal(
    "half-restored",
    "A restore into this database was cut short or is under way: empty the database and the files folder, and restore again.",
  );
}
