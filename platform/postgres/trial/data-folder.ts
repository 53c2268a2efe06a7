import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { endProcesses } from "../end-processes.ts";
import { memoryFolder } from "../memory-folder.ts";
import type { Connection } from "../probe.ts";
import { findClusterProcesses, folderIdentity, type Process } from "../process-table.ts";

/** A fresh data folder for one test. `dispose` ends whatever runs on it and removes it. */
export type DataFolder = {
  readonly path: string;
  /** The server's processes as /proc shows them now. */
  processes(): readonly Process[];
  /** The pid in postmaster.pid. */
  postmaster(): number;
  dispose(): Promise<void>;
};

export function makeDataFolder(owner?: { readonly uid: number; readonly gid: number }): DataFolder {
  const path = mkdtempSync(join(memoryFolder(), "gongzhi-trial-"));
  chmodSync(path, 0o700);
  if (owner !== undefined) chownSync(path, owner.uid, owner.gid);
  return dataFolderAt(path);
}

export function dataFolderAt(path: string): DataFolder {
  const processes = (): readonly Process[] => {
    try {
      return findClusterProcesses({ folder: folderIdentity(join(path, "postgres")), name: "" });
    } catch {
      return [];
    }
  };
  return {
    path,
    processes,
    postmaster: () => Number(readFileSync(join(path, "postgres", "postmaster.pid"), "utf8").split("\n")[0]),
    async dispose() {
      await endProcesses(processes(), [
        { signal: "SIGQUIT", waitMs: 5000 },
        { signal: "SIGKILL", waitMs: 5000 },
      ]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export async function query<Row extends pg.QueryResultRow>(
  connection: Connection,
  text: string,
  values: readonly unknown[] = [],
) {
  const client = new pg.Client(connection);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Writes one acknowledged row; {@link countMarks} must find it after whatever happens next. */
export async function writeMark(connection: Connection, mark: string): Promise<void> {
  await query(connection, "CREATE TABLE IF NOT EXISTS mark (name text PRIMARY KEY)");
  await query(connection, "INSERT INTO mark VALUES ($1)", [mark]);
}

export async function readMarks(connection: Connection): Promise<readonly string[]> {
  return (await query<{ name: string }>(connection, "SELECT name FROM mark ORDER BY name")).map((row) => row.name);
}
