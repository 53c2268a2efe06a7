import { accessSync, constants, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { refusalFor, StartRefusal, systemCode } from "./start-refusal.ts";

/**
 * One process owns a data folder. The lock is a POSIX record lock (fcntl(2)) on `DATA_DIR/lock`, taken through Node's
 * built-in SQLite, the only door Node has to the kernel's locks. The kernel gives it to exactly one process, keeps it
 * from children, sees through containers that share the folder, and takes it back the moment the holder dies, however it
 * dies: there is no stale lock to judge. Nothing is ever written to the file.
 *
 * POSIX locks go when ANY descriptor of the file is closed by the holder: nothing else may open `DATA_DIR/lock`.
 */
export type DataDirLock = { release(): void };

/** A holder that was just killed or is about to exit gives way within this time. */
const PATIENCE_MS = 1500;
const POLL_MS = 50;
const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** Takes the lock at once, or resolves to undefined when another process (or another call in this one) holds it. */
export function tryLockDataDir(dataDir: string): DataDirLock | undefined {
  const path = join(dataDir, "lock");
  let file: DatabaseSync | undefined;
  try {
    file = new DatabaseSync(path, { timeout: 0 });
    assertWritable(path);
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file?.close();
    if (error instanceof StartRefusal) throw error;
    const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
    if (code === SQLITE_BUSY) return undefined;
    const cause = { cause: error };
    if (code === SQLITE_FULL) throw new StartRefusal("disk-full", `No space left on the disk that holds ${dataDir}.`, cause);
    const why = error instanceof Error ? error.message : String(error);
    const message = `Cannot lock ${path} (${why}): the folder must be writable and its file system must know locks.`;
    throw new StartRefusal("no-lock", message, cause);
  }
  const held = file;
  return { release: () => held.close() };
}

/** SQLite opens a file it may not write for reading only, and would then lock nobody out. */
function assertWritable(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (systemCode(error) !== "EACCES") throw refusalFor(error, path);
    const cause = { cause: error };
    throw new StartRefusal("other-owner", `${path} belongs to user ${statSync(path).uid}: start as that user or as root.`, cause);
  }
}

/** Takes the lock, waiting a moment for a holder on its way out; refuses with the holder's pid. */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = tryLockDataDir(dataDir);
    if (lock !== undefined) {
      noteHolder(dataDir);
      return lock;
    }
    if (performance.now() > until) throw new StartRefusal("already-running", describeHolder(dataDir));
    await sleep(POLL_MS);
  }
}

/** The note is for the message only; who holds the lock is the kernel's word. */
function noteHolder(dataDir: string): void {
  try {
    writeFileSync(join(dataDir, "lock.pid"), `${process.pid}\n`);
  } catch {
    // A full disk must not keep a server from starting that needs no more room.
  }
}

function describeHolder(dataDir: string): string {
  let pid = "";
  try {
    pid = readFileSync(join(dataDir, "lock.pid"), "utf8").trim();
  } catch {
    // No note: the message does without.
  }
  const who = /^\d{1,10}$/.test(pid) ? ` (pid ${pid})` : "";
  return `Gongzhi already runs on ${dataDir}${who}: use that one, stop it first, or set another DATA_DIR.`;
}
