import { setTimeout as sleep } from "node:timers/promises";
import type { ClientBase } from "pg";
import { BackupRefusal } from "./backup-refusal.ts";
import { quoted, type Table, type TableName } from "./catalogue.ts";
import { sqlState } from "./session.ts";

// FORCE ROW LEVEL SECURITY hides rows from a table's owner too. A superuser, or a role with BYPASSRLS, sees them all the
// same. An owner that is neither lifts FORCE for the length of a backup: for itself alone, since no other role owns
// anything and so none is touched. What was lifted is noted in the same transaction, so that a backup that is killed is
// mended by the next one, or by a start that calls `mendRowSecurity`.

const NOTES = "gongzhi_backup";
/** Writers are held up no longer than this, and again only after a pause. */
const LOCK_TIMEOUT = "1s";
const MOST_TRIES = 30;
const PAUSE_MS = 500;
const BUSY: ReadonlySet<string> = new Set(["55P03", "40P01"]); // lock_not_available, deadlock_detected

/** Runs the work with every row of these tables visible to this role, or refuses. */
export async function withAllRowsVisible<T>(client: ClientBase, tables: readonly Table[], work: () => Promise<T>): Promise<T> {
  const hidden = (await seesEverything(client)) ? [] : tables.filter((table) => table.isForced);
  if (hidden.length === 0) return work();
  const foreign = hidden.find((table) => !table.isOwned);
  if (foreign !== undefined) throw notAllowed(foreign);
  await takeTurn(client);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${NOTES}`);
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${NOTES}.lifted (schema_name text, table_name text, PRIMARY KEY (schema_name, table_name))`,
  );
  try {
    for (const table of hidden) {
      const note = `INSERT INTO ${NOTES}.lifted VALUES ($1, $2) ON CONFLICT DO NOTHING`;
      await alterWhenFree(client, table, "NO FORCE", note);
    }
    return await work();
  } finally {
    await mendRowSecurity(client);
  }
}

/** Sets FORCE again wherever a backup that was cut short has lifted it. Cheap when there is nothing to mend. */
export async function mendRowSecurity(client: ClientBase): Promise<void> {
  const { rows: found } = await client.query(`SELECT FROM pg_class WHERE oid = to_regclass('${NOTES}.lifted')`);
  if (found.length === 0) return;
  const { rows } = await client.query<TableName>(
    `SELECT l.schema_name AS schema, l.table_name AS "table" FROM ${NOTES}.lifted l
       JOIN pg_namespace n ON n.nspname = l.schema_name JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = l.table_name`,
  );
  for (const table of rows) {
    await alterWhenFree(client, table, "FORCE", `DELETE FROM ${NOTES}.lifted WHERE schema_name = $1 AND table_name = $2`);
  }
  await client.query(`DROP SCHEMA ${NOTES} CASCADE`);
}

/** The notes' own schema, which is no part of a deployment's data. */
export function isNote(table: TableName): boolean {
  return table.schema === NOTES;
}

async function seesEverything(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ sees: boolean }>(
    "SELECT rolsuper OR rolbypassrls AS sees FROM pg_roles WHERE rolname = current_user",
  );
  return rows[0]?.sees === true;
}

/** Two backups that lift and set again would undo each other. The lock goes with the session. */
async function takeTurn(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_lock(hashtextextended('${NOTES}', 0)) AS got`);
  if (rows[0]?.got !== true)
    throw new BackupRefusal("another-backup", "Another backup of this database is running: wait for its end.");
}

async function alterWhenFree(client: ClientBase, table: TableName, force: "FORCE" | "NO FORCE", note: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await client.query("BEGIN");
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await client.query(`ALTER TABLE ${quoted(table)} ${force} ROW LEVEL SECURITY`);
      await client.query(note, [table.schema, table.table]);
      await client.query("COMMIT");
      return;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      const code = sqlState(error) ?? "";
      if (code === "42501") throw notAllowed(table, error);
      if (!BUSY.has(code) || tries === MOST_TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** 42501: this role neither owns the table nor may see behind row-level security. */
export function notAllowed(table: TableName, cause?: unknown): BackupRefusal {
  return new BackupRefusal(
    "rows-hidden",
    `This role may not read every row of ${quoted(table)}: use the role that owns the database, or one with BYPASSRLS.`,
    { cause },
  );
}
