import pg, { type ClientBase } from "pg";
import { BackupRefusal } from "./backup-refusal.ts";
import { listForeignKeys, listTables, quoted, quotedColumns, type ForeignKey, type TableName } from "./catalogue.ts";
import type { OpenBackup } from "./container.ts";
import { copyIn } from "./copy-protocol.ts";
import type { Manifest, SequenceValue, TablePart } from "./manifest.ts";
import { orderTables } from "./order-tables.ts";
import { sqlState } from "./session.ts";

/**
 * Fills the tables of a schema just made, within the caller's transaction: rows, then sequences, then counts. Foreign keys
 * are checked, row-level security is as it was and triggers too at the end. Needs the tables' owner, not a superuser.
 */
export async function loadTables(client: pg.Client, opened: OpenBackup, progress: (line: string) => void): Promise<void> {
  const { manifest } = opened;
  const forced = await matchTables(client, manifest);
  const keys = await listForeignKeys(client);
  const order = orderTables(manifest.tables, keys);
  const silenced = await silenceTriggers(client, manifest.tables);
  for (const table of forced) await client.query(`ALTER TABLE ${quoted(table)} NO FORCE ROW LEVEL SECURITY`);
  await deferCircles(client, order.circular);
  if (order.tables.length > 0) await client.query(`TRUNCATE ${order.tables.map(quoted).join(", ")}`); // rows that migrations put there
  for (const [index, part] of order.tables.entries()) {
    progress(`Table ${index + 1} of ${order.tables.length}: ${part.schema}.${part.table}, ${part.rows} rows …`);
    await loadTable(client, opened, part);
  }
  await client.query("SET CONSTRAINTS ALL IMMEDIATE"); // checks what was put off
  await endCircles(client, order.circular);
  for (const table of forced) await client.query(`ALTER TABLE ${quoted(table)} FORCE ROW LEVEL SECURITY`);
  for (const statement of silenced) await client.query(statement);
  await setSequences(client, manifest.sequences);
  await refreshViews(client);
}

/** The schema must have every table and column the backup has. Resolves to the tables whose owner does not see all rows. */
async function matchTables(client: ClientBase, manifest: Manifest): Promise<readonly TableName[]> {
  const tables = new Map((await listTables(client)).map((table) => [quoted(table), table]));
  for (const part of manifest.tables) {
    const table = tables.get(quoted(part));
    if (table === undefined) throw mismatch(`the table ${quoted(part)}`);
    const missing = part.columns.find((column) => !table.columns.includes(column));
    if (missing !== undefined) throw mismatch(`the column ${missing} of ${quoted(part)}`);
  }
  return [...tables.values()].filter((table) => table.isForced);
}

function mismatch(what: string): BackupRefusal {
  return new BackupRefusal(
    "schema-differs",
    `The schema made for the backup lacks ${what}: use the version that made the backup.`,
  );
}

async function loadTable(client: pg.Client, opened: OpenBackup, part: TablePart): Promise<void> {
  const columns = part.columns.length === 0 ? "" : ` (${quotedColumns(part.columns)})`;
  try {
    await copyIn(client, `COPY ${quoted(part)}${columns} FROM STDIN`, opened.readPart(part));
  } catch (error) {
    const code = sqlState(error);
    if (code === undefined || error instanceof BackupRefusal) throw error;
    const why = error instanceof Error ? error.message : code;
    throw new BackupRefusal("row-refused", `The database refuses a row of ${quoted(part)}: ${why}. Nothing was restored.`, {
      cause: error,
    });
  }
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${quoted(part)}`);
  if (Number(rows[0]?.count) !== part.rows) {
    throw new BackupRefusal(
      "count-differs",
      `${quoted(part)} has ${rows[0]?.count} rows instead of ${part.rows}. Nothing was restored.`,
    );
  }
}

/** Triggers have done their work when the rows were first written. Resolves to the statements that set them as they were. */
async function silenceTriggers(client: ClientBase, tables: readonly TableName[]): Promise<readonly string[]> {
  const wanted = new Set(tables.map(quoted));
  const { rows } = await client.query<TableName & { name: string; enabled: "O" | "R" | "A" }>(
    `SELECT n.nspname AS schema, c.relname AS "table", t.tgname AS name, t.tgenabled AS enabled
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'D'`,
  );
  const again = { O: "ENABLE", R: "ENABLE REPLICA", A: "ENABLE ALWAYS" } as const;
  const statements: string[] = [];
  for (const row of rows.filter((found) => wanted.has(quoted(found)))) {
    const trigger = pg.escapeIdentifier(row.name);
    await client.query(`ALTER TABLE ${quoted(row)} DISABLE TRIGGER ${trigger}`);
    statements.push(`ALTER TABLE ${quoted(row)} ${again[row.enabled]} TRIGGER ${trigger}`);
  }
  return statements;
}

/** A circle of references holds only when all of its rows are there: those keys are checked at the end. */
async function deferCircles(client: ClientBase, circular: readonly ForeignKey[]): Promise<void> {
  for (const key of circular) {
    if (!key.isDeferrable) await alterKey(client, key, "DEFERRABLE INITIALLY DEFERRED");
  }
  await client.query("SET CONSTRAINTS ALL DEFERRED");
}

async function endCircles(client: ClientBase, circular: readonly ForeignKey[]): Promise<void> {
  for (const key of circular) {
    if (!key.isDeferrable) await alterKey(client, key, "NOT DEFERRABLE");
  }
}

async function alterKey(client: ClientBase, key: ForeignKey, how: string): Promise<void> {
  await client.query(`ALTER TABLE ${quoted(key.from)} ALTER CONSTRAINT ${pg.escapeIdentifier(key.name)} ${how}`);
}

async function setSequences(client: ClientBase, sequences: readonly SequenceValue[]): Promise<void> {
  for (const { schema, sequence, lastValue, isCalled } of sequences) {
    const name = quoted({ schema, table: sequence });
    const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [name]);
    if (rows[0]?.there !== true) throw mismatch(`the sequence ${name}`);
    await client.query("SELECT setval($1::regclass, $2::bigint, $3)", [name, lastValue, isCalled]);
  }
}

/** Later ones may read earlier ones: in the order they were made. */
async function refreshViews(client: ClientBase): Promise<void> {
  const { rows } = await client.query<TableName>(
    `SELECT n.nspname AS schema, c.relname AS "table" FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'm' AND n.nspname !~ '^pg_' ORDER BY c.oid`,
  );
  for (const view of rows) await client.query(`REFRESH MATERIALIZED VIEW ${quoted(view)}`);
}
