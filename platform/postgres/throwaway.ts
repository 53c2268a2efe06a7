import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ENDING } from "./bring-up.ts";
import { tryLockDataDir } from "./data-dir-lock.ts";
import { startEmbeddedPostgres } from "./embedded.ts";
import { endProcesses } from "./end-processes.ts";
import { memoryFolder } from "./memory-folder.ts";
import type { Connection } from "./probe.ts";
import { findClusterProcesses, folderIdentity } from "./process-table.ts";

export type ThrowawayPostgres = {
  readonly connection: Connection;
  /** Makes a database, from a template if named (nobody may be connected to it); resolves to its connection. */
  createDatabase(name: string, template?: string): Promise<Connection>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
};

const PREFIX = "gongzhi-throwaway-";

/** A PostgreSQL of its own on a fresh folder, for tests. Durable as in earnest unless told otherwise. */
export async function startThrowawayPostgres(options: { readonly durable?: boolean } = {}): Promise<ThrowawayPostgres> {
  await removeAbandoned();
  const durable = options.durable ?? true;
  // Whoever asks for durability may want to measure it: that takes a disk.
  const dataDir = mkdtempSync(join(durable ? tmpdir() : memoryFolder(), PREFIX));
  try {
    const running = await startEmbeddedPostgres({ dataDir, durable });
    return {
      connection: running.connection,
      createDatabase: (name, template) => createDatabase(running.connection, name, template),
      async stop() {
        await running.stop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

async function createDatabase(connection: Connection, name: string, template = "template1"): Promise<Connection> {
  const client = new pg.Client({ ...connection, database: "postgres" });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`);
  } finally {
    await client.end();
  }
  return { ...connection, database: name };
}

/** Test runs that were killed leave a server and a folder behind; nobody holds their lock. */
async function removeAbandoned(): Promise<void> {
  const roots = [...new Set([tmpdir(), memoryFolder()])];
  const found = roots.flatMap((root) => readdirSync(root).flatMap((name) => (name.startsWith(PREFIX) ? [join(root, name)] : [])));
  for (const dataDir of found) {
    try {
      const lock = tryLockDataDir(dataDir);
      if (lock === undefined) continue; // in use
      const folder = folderIdentity(join(dataDir, "postgres"));
      await endProcesses(findClusterProcesses({ folder, name: "" }), ENDING.slice(1));
      lock.release();
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's, or just being made or removed: leave it.
    }
  }
}
