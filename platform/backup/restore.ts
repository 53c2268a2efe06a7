import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Client, ClientBase, ClientConfig } from "pg";
import { systemCode } from "../postgres/start-refusal.ts";
import { BackupRefusal, fileRefusal } from "./backup-refusal.ts";
import { findAnything } from "./catalogue.ts";
import { openBackup, type OpenBackup } from "./container.ts";
import { unpackFiles } from "./file-pack.ts";
import { loadTables } from "./load-tables.ts";
import type { Manifest } from "./manifest.ts";
import { assertRestoreFinished, clearRestoreMark, setRestoreMark } from "./restore-mark.ts";
import { inTransaction, withSession } from "./session.ts";

export type RestoreOptions = {
  /** The role that shall own the database, on an empty one. */
  readonly connection: ClientConfig;
  /** Empty or absent. */
  readonly filesDir: string;
  readonly backupFile: string;
  /** Every migration this code knows. */
  readonly knownMigrations: readonly string[];
  /** Makes every schema as it stands after exactly these migrations. Called outside a transaction. */
  readonly migrateTo: (client: ClientBase, migrations: readonly string[]) => Promise<void>;
  readonly progress?: (line: string) => void;
};

/** Reads a backup to its last byte and compares every hash. Resolves to its table of contents. */
export async function verifyBackup(backupFile: string, progress: (line: string) => void = () => undefined): Promise<Manifest> {
  const opened = await openBackup(backupFile);
  try {
    await verify(opened, progress);
    return opened.manifest;
  } finally {
    await opened.close();
  }
}

async function verify(opened: OpenBackup, progress: (line: string) => void): Promise<void> {
  let told = -1;
  await opened.verify((share) => {
    const percent = Math.floor(share * 100);
    if (percent >= told + 10) progress(`Checking the backup: ${(told = percent)} %`);
  });
}

/**
 * Restores a backup into an empty database and an empty folder. Before the first change the whole file is checked, its
 * format and schema are known, and both targets are empty. The data come in one transaction: a restore that fails or is
 * killed leaves an empty schema under a mark by which {@link assertRestoreFinished} refuses it.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const progress = options.progress ?? (() => undefined);
  const filesDir = resolve(options.filesDir);
  const opened = await openBackup(options.backupFile);
  try {
    await verify(opened, progress);
    assertKnown(opened.manifest, options.knownMigrations);
    await assertFolderEmpty(filesDir);
    await withSession(options.connection, async (client) => {
      await assertDatabaseEmpty(client);
      await setRestoreMark(client);
      await fill(client, opened, { ...options, filesDir, progress });
      progress("Gathering statistics …");
      await client.query("ANALYZE");
    });
    return opened.manifest;
  } finally {
    await opened.close();
  }
}

type Filling = Pick<RestoreOptions, "migrateTo"> & { readonly filesDir: string; readonly progress: (line: string) => void };

async function fill(client: Client, opened: OpenBackup, { filesDir, migrateTo, progress }: Filling): Promise<void> {
  const { manifest } = opened;
  try {
    progress("Making the schema …");
    await migrateTo(client, manifest.migrations);
    await mkdir(filesDir, { recursive: true, mode: 0o700 });
    progress(`Files: ${manifest.files.files} …`);
    const files = await unpackFiles(opened.readPart(manifest.files), filesDir);
    if (files !== manifest.files.files)
      throw new BackupRefusal("count-differs", `${files} files instead of ${manifest.files.files}.`);
    await inTransaction(client, "BEGIN", async () => {
      await loadTables(client, opened, progress);
      await clearRestoreMark(client);
    });
  } catch (error) {
    await emptyFolder(filesDir);
    throw fileRefusal(error, filesDir);
  }
}

function assertKnown(manifest: Manifest, known: readonly string[]): void {
  const names = new Set(known);
  const unknown = manifest.migrations.find((name) => !names.has(name));
  if (unknown === undefined) return;
  throw new BackupRefusal(
    "newer-schema",
    `The backup (by ${manifest.software}) has a schema this version does not know (${unknown}): restore it with that version or a newer one.`,
  );
}

async function assertFolderEmpty(filesDir: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(filesDir);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw fileRefusal(error, filesDir);
  }
  if (names.length > 0) throw new BackupRefusal("not-empty", `${filesDir} is not empty: restore into a new data folder.`);
}

async function assertDatabaseEmpty(client: ClientBase): Promise<void> {
  await assertRestoreFinished(client);
  const found = await findAnything(client);
  if (found !== undefined) {
    throw new BackupRefusal(
      "not-empty",
      `The database is not empty (it has ${found}): restore into a new one. Nothing was written.`,
    );
  }
}

/** It was empty when we began: whatever lies there now is ours. */
async function emptyFolder(path: string): Promise<void> {
  for (const name of await readdir(path).catch(() => [])) await rm(join(path, name), { recursive: true, force: true });
}
