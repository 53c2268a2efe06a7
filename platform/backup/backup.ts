import { existsSync, readdirSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Client, ClientBase, ClientConfig } from "pg";
import { readProcess } from "../postgres/process-table.ts";
import { BackupRefusal, fileRefusal } from "./backup-refusal.ts";
import {
  assertNothingElse,
  listSequences,
  listTables,
  quoted,
  quotedColumns,
  type SequenceName,
  type Table,
} from "./catalogue.ts";
import { beginBackup, type BackupWriter } from "./container.ts";
import { copyOut } from "./copy-protocol.ts";
import { packFiles, type PackedFiles } from "./file-pack.ts";
import { FORMAT, type Manifest, type SequenceValue, type TablePart } from "./manifest.ts";
import { assertRestoreFinished } from "./restore-mark.ts";
import { isNote, mendRowSecurity, notAllowed, withAllRowsVisible } from "./row-security.ts";
import { inTransaction, sqlState, withSession } from "./session.ts";

export type BackupOptions = {
  /** The role that owns the database (or a superuser): every row must be seen. */
  readonly connection: ClientConfig;
  readonly filesDir: string;
  /** Folders directly below `filesDir` that hold no data. */
  readonly skipFolders?: readonly string[];
  /** Must not exist yet. */
  readonly outFile: string;
  /** Version of this code, for the reader of the manifest. */
  readonly software: string;
  /** The migrations the database consists of, asked within the snapshot. */
  readonly readMigrations: (client: ClientBase) => Promise<readonly string[]>;
  readonly progress?: (line: string) => void;
};

export type BackupSummary = {
  readonly manifest: Manifest;
  readonly bytes: number;
  /** Stored files whose bytes are no longer those of their name. They are carried as they lie; see to the disk. */
  readonly damagedFiles: readonly string[];
};

/**
 * Writes the whole deployment, its keys excepted, into one file, while it runs: one snapshot of the database (every table
 * of every schema, sequences) and every stored file. The file appears under its name when it is whole and on the disk.
 */
export async function backup(options: BackupOptions): Promise<BackupSummary> {
  const outFile = resolve(options.outFile);
  if (existsSync(outFile)) throw new BackupRefusal("exists", `${outFile} exists already: give another name, or remove it.`);
  const partial = `${outFile}.${process.pid}.partial`;
  try {
    removeAbandoned(outFile);
    const summary = await writeTo(partial, options);
    await rename(partial, outFile);
    await syncFolder(dirname(outFile));
    return summary;
  } catch (error) {
    rmSync(partial, { force: true });
    throw fileRefusal(error, outFile);
  }
}

async function writeTo(path: string, options: BackupOptions): Promise<BackupSummary> {
  const file = await open(path, "wx", 0o600); // it holds personal data
  try {
    const writer = await beginBackup(file);
    const database = await withSession(options.connection, (client) => writeDatabase(client, writer, options));
    const packed: PackedFiles = { files: 0, damaged: [] };
    options.progress?.("Files …");
    const place = await writer.writePart(packFiles(options.filesDir, options.skipFolders ?? ["drafts"], packed));
    for (const name of packed.damaged) options.progress?.(`Damaged on the disk: ${name}`);
    const manifest: Manifest = { ...database, files: { ...place, files: packed.files } };
    await writer.finish(manifest);
    return { manifest, bytes: (await file.stat()).size, damagedFiles: packed.damaged };
  } finally {
    await file.close();
  }
}

async function writeDatabase(client: Client, writer: BackupWriter, options: BackupOptions): Promise<Omit<Manifest, "files">> {
  await assertRestoreFinished(client);
  await mendRowSecurity(client);
  await assertNothingElse(client);
  const before = await listTables(client);
  return withAllRowsVisible(client, before, () =>
    inTransaction(client, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", () => writeSnapshot(client, writer, options)),
  );
}

async function writeSnapshot(client: Client, writer: BackupWriter, options: BackupOptions): Promise<Omit<Manifest, "files">> {
  const tables = (await listTables(client)).filter((table) => !isNote(table));
  // The snapshot stands. Locked, the tables cannot be altered or emptied (TRUNCATE heeds no snapshot) under our hands.
  for (const table of tables) await client.query(`LOCK TABLE ${quoted(table)} IN ACCESS SHARE MODE`);
  const migrations = await options.readMigrations(client);
  const { rows } = await client.query<{ takenAt: string; postgres: string }>(
    `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "takenAt",
            split_part(current_setting('server_version'), ' ', 1) AS postgres`,
  );
  const parts: TablePart[] = [];
  for (const [index, table] of tables.entries()) {
    options.progress?.(`Table ${index + 1} of ${tables.length}: ${table.schema}.${table.table} …`);
    parts.push(await writeTable(client, writer, table));
  }
  // Sequences heed no snapshot either: read last, they are never behind the rows.
  const sequences = await readSequences(client, await listSequences(client));
  const { takenAt = "", postgres = "" } = rows[0] ?? {};
  return { format: FORMAT, takenAt, software: options.software, postgres, migrations: [...migrations], tables: parts, sequences };
}

async function writeTable(client: Client, writer: BackupWriter, table: Table): Promise<TablePart> {
  const columns = quotedColumns(table.columns);
  // COPY knows no partitioned table as such, and no empty list of columns.
  const asQuery = table.isPartitioned || table.columns.length === 0;
  const source = asQuery ? `(SELECT ${columns} FROM ${quoted(table)})` : `${quoted(table)} (${columns})`;
  const { data, rows } = copyOut(client, `COPY ${source} TO STDOUT`);
  try {
    const place = await writer.writePart(data);
    return { ...place, schema: table.schema, table: table.table, columns: [...table.columns], rows: rows() };
  } catch (error) {
    throw sqlState(error) === "42501" ? notAllowed(table, error) : error;
  }
}

async function readSequences(client: ClientBase, sequences: readonly SequenceName[]): Promise<SequenceValue[]> {
  const values: SequenceValue[] = [];
  for (const { schema, sequence } of sequences) {
    const { rows } = await client.query<{ lastValue: string; isCalled: boolean }>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${quoted({ schema, table: sequence })}`,
    );
    if (rows[0] !== undefined) values.push({ schema, sequence, ...rows[0] });
  }
  return values;
}

/** What backups to this file left that were killed: named after a process that is gone. */
function removeAbandoned(outFile: string): void {
  const prefix = `${basename(outFile)}.`;
  for (const name of readdirSync(dirname(outFile))) {
    const pid = name.startsWith(prefix) ? /^(\d+)\.partial$/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid !== undefined && readProcess(Number(pid)) === undefined) rmSync(join(dirname(outFile), name), { force: true });
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch {
    // Some file systems (a stick's exFAT) cannot sync a folder: the file itself is on the disk.
  } finally {
    await folder.close();
  }
}
