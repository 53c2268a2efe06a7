import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ClientBase } from "pg";
import { openTables } from "./open-tables.ts";
import { StartRefusal } from "../postgres/start-refusal.ts";

export type Migration = { readonly id: number; readonly name: string; readonly sql: string; readonly sha256: string };

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;
/** Serialises two starts on one database; correctness rests on the primary key of platform.migration all the same. */
const LOCK = "select pg_advisory_xact_lock(4701)";

/** Reads every folder's migrations into one global order: numbers are unique over the whole house. */
export async function readMigrations(folders: readonly string[]): Promise<readonly Migration[]> {
  const read = folders.map(async (folder) => {
    const names = (await readdir(folder)).filter((name) => name.endsWith(".sql"));
    return await Promise.all(names.map((name) => readMigration(join(folder, name))));
  });
  const migrations = (await Promise.all(read)).flat().sort((a, b) => a.id - b.id);
  for (const [index, migration] of migrations.entries()) {
    if (migrations[index + 1]?.id === migration.id) throw new Error(`two migrations are numbered ${migration.id}`);
  }
  return migrations;
}

async function readMigration(path: string): Promise<Migration> {
  const match = FILE_NAME.exec(basename(path));
  if (match === null) throw new Error(`${path}: a migration is named NNNN-what-it-does.sql`);
  const sql = await readFile(path, "utf8");
  return { id: Number(match[1]), name: basename(path, ".sql"), sql, sha256: createHash("sha256").update(sql).digest("hex") };
}

/**
 * Brings a database to these migrations; each runs in one transaction with its own row, so that a killed run leaves nothing
 * half done. A database that knows a migration this code does not, or knows it otherwise, is refused and left as it is.
 * @returns how many were applied now.
 */
export async function migrate(
  admin: ClientBase,
  migrations: readonly Migration[],
  progress: (line: string) => void = () => {},
): Promise<number> {
  await admin.query(`create schema if not exists platform`);
  await admin.query(`create table if not exists platform.migration (
    id integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`);
  let applied = 0;
  for (const migration of migrations) {
    if (await applyOne(admin, migration, migrations)) {
      applied += 1;
      progress(`migration ${migration.name}`);
    }
  }
  if (migrations.length === 0) await assertKnown(admin, migrations);
  await openToSubjects(admin);
  return applied;
}

/** Each person's way to what is held about them follows the tables as they stand now. */
async function openToSubjects(admin: ClientBase): Promise<void> {
  await admin.query("begin");
  try {
    await admin.query(LOCK);
    await openTables(async (text) => (await admin.query<Record<string, unknown>>(text)).rows);
    await admin.query("commit");
  } catch (error) {
    await admin.query("rollback");
    throw error;
  }
}

async function applyOne(admin: ClientBase, migration: Migration, all: readonly Migration[]): Promise<boolean> {
  await admin.query("begin");
  try {
    await admin.query(LOCK);
    await assertKnown(admin, all);
    const { rowCount } = await admin.query("select 1 from platform.migration where id = $1", [migration.id]);
    if (rowCount === 0) {
      await admin.query(migration.sql);
      await admin.query("insert into platform.migration (id, name, sha256) values ($1, $2, $3)", [
        migration.id,
        migration.name,
        migration.sha256,
      ]);
    }
    await admin.query("commit");
    return rowCount === 0;
  } catch (error) {
    await admin.query("rollback");
    if (error instanceof StartRefusal) throw error;
    throw new Error(
      `migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/** For whoever only reads and writes rows beside a running house: refuses a database that is not exactly at these migrations. */
export async function assertMigrated(admin: ClientBase, migrations: readonly Migration[]): Promise<void> {
  await assertKnown(admin, migrations);
  const { rows } = await admin.query<{ count: number }>("select count(*)::int as count from platform.migration");
  if (rows[0]?.count === migrations.length) return;
  throw new StartRefusal(
    "database-older",
    "The house that runs is of an older version than this command: stop it, start it anew with this version, and try again.",
  );
}

async function assertKnown(admin: ClientBase, all: readonly Migration[]): Promise<void> {
  const { rows } = await admin.query<{ id: number; name: string; sha256: string }>(
    "select id, name, sha256 from platform.migration order by id",
  );
  const known = new Map(all.map((migration) => [migration.id, migration]));
  for (const row of rows) {
    const ours = known.get(row.id);
    if (ours === undefined) {
      throw new StartRefusal(
        "database-newer",
        `The database holds migration ${row.name}, which this version of Gongzhi does not know: start the newer version, or restore a backup made by this one. Nothing was changed.`,
      );
    }
    if (ours.sha256 !== row.sha256) {
      throw new StartRefusal(
        "database-differs",
        `Migration ${row.name} was applied with another text than this version holds: use the version that made this database. Nothing was changed.`,
      );
    }
  }
}
