import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { tryLockDataDir } from "./data-dir-lock.ts";
import { endProcesses } from "./end-processes.ts";
import { boundLog, logPath, readLogSince } from "./log-file.ts";
import { findClusterProcesses, folderIdentity, isRunning, readArguments, readProcess } from "./process-table.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gongzhi-trial-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a process is read whole, whatever its name holds", async () => {
  const name = "a) S 1 (b"; // brackets and blanks, as anybody may name his program
  symlinkSync("/bin/sleep", join(folder, name));
  const child = spawn(join(folder, name), ["100"]);
  await once(child, "spawn");
  const found = readProcess(child.pid ?? 0);
  expect(found).toMatchObject({ pid: child.pid, parentPid: process.pid, command: name });
  expect(readArguments(child.pid ?? 0)).toEqual([join(folder, name), "100"]);
  if (found === undefined) return;
  expect(isRunning(found)).toBe(true);
  expect(isRunning({ ...found, startTicks: "1" })).toBe(false); // the pid, used again
  expect(await endProcesses([found], [{ signal: "SIGTERM", waitMs: 5000 }])).toEqual([]);
  expect(isRunning(found)).toBe(false);
});

test("no process, no arguments", () => {
  expect(readProcess(2 ** 22 + 1)).toBe(undefined); // above the largest pid Linux gives
  expect(readArguments(2 ** 22 + 1)).toEqual([]);
});

test("a server is known by the folder it works in, through a rename; another's is not taken for it", async () => {
  symlinkSync("/bin/sleep", join(folder, "postgres"));
  const child = spawn(join(folder, "postgres"), ["100"], { cwd: folder });
  await once(child, "spawn");
  const moved = `${folder}-moved`;
  renameSync(folder, moved);
  try {
    expect(findClusterProcesses({ folder: folderIdentity(moved), name: "x" }).map((one) => one.pid)).toEqual([child.pid]);
    expect(findClusterProcesses({ folder: folderIdentity("/"), name: "x" })).toEqual([]);
  } finally {
    renameSync(moved, folder);
    child.kill();
  }
});

test("one that ignores every signal but the last is ended by the last", async () => {
  const child = spawn("sh", ["-c", "trap '' INT QUIT; echo ready; while :; do sleep 0.01; done"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  const found = readProcess(child.pid ?? 0);
  expect(found).toBeDefined();
  if (found === undefined) return;
  const polite = { signal: "SIGINT", waitMs: 100 } as const;
  expect(await endProcesses([found], [polite])).toEqual([found]);
  expect(await endProcesses([found], [polite, { signal: "SIGKILL", waitMs: 5000 }])).toEqual([]);
});

test("the folder's lock is held once, and let go", () => {
  const first = tryLockDataDir(folder);
  expect(first).toBeDefined();
  expect(tryLockDataDir(folder)).toBe(undefined);
  first?.release();
  const second = tryLockDataDir(folder);
  expect(second).toBeDefined();
  second?.release();
  expect(statSync(join(folder, "lock")).size).toBe(0);
});

test("the log is cut at its bound and kept once; what a failed start wrote is read from its own beginning", () => {
  boundLog(folder); // none yet
  expect(readLogSince(folder, 0)).toBe("");
  writeFileSync(logPath(folder), "0123456789");
  boundLog(folder, 10);
  expect(readFileSync(logPath(folder), "utf8")).toBe("0123456789");
  expect(existsSync(`${logPath(folder)}.1`)).toBe(false);
  expect(readLogSince(folder, 7)).toBe("789");
  boundLog(folder, 9);
  expect(statSync(logPath(folder)).size).toBe(0);
  expect(readFileSync(`${logPath(folder)}.1`, "utf8")).toBe("0123456789");
  writeFileSync(logPath(folder), "x".repeat(100_000));
  expect(readLogSince(folder, 0)).toHaveLength(16 * 1024);
});
