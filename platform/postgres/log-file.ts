import { closeSync, copyFileSync, fstatSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";

/** Two files of this size hold months of a quiet server and cannot fill a disk. */
const MOST_BYTES = 10 * 1024 ** 2;
const CHECK_EVERY_MS = 60_000;
/** A failure to start says why in its last lines. */
const TAIL_BYTES = 16 * 1024;

export function logPath(dataDir: string): string {
  return join(dataDir, "postgres.log");
}

/** Opened for appending, so that the file can be cut under the server's hand. */
export function openLog(dataDir: string): { readonly descriptor: number; readonly start: number } {
  boundLog(dataDir);
  const descriptor = openSync(logPath(dataDir), "a", 0o600);
  return { descriptor, start: fstatSync(descriptor).size };
}

/** Copies a full log to `postgres.log.1` and cuts it. Lines written in between are lost: accepted, it is no record. */
export function boundLog(dataDir: string, mostBytes: number = MOST_BYTES): void {
  const path = logPath(dataDir);
  try {
    if (statSync(path).size <= mostBytes) return;
    copyFileSync(path, `${path}.1`);
  } catch {
    // No log yet, or no room for the copy: cutting below makes some.
  }
  try {
    if (statSync(path).size > mostBytes) truncateSync(path, 0);
  } catch {
    // No log yet.
  }
}

/** Keeps the log bounded while the server runs. Returns the way to end that. */
export function keepLogBounded(dataDir: string): () => void {
  const timer = setInterval(() => boundLog(dataDir), CHECK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** What was written to the log since `start`, its last 16 KB. */
export function readLogSince(dataDir: string, start: number): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(logPath(dataDir), "r");
    const size = fstatSync(descriptor).size;
    const from = Math.max(start, size - TAIL_BYTES, 0);
    const buffer = Buffer.alloc(Math.max(0, size - from));
    const read = readSync(descriptor, buffer, 0, buffer.length, from);
    return buffer.toString("utf8", 0, read);
  } catch {
    return "";
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
