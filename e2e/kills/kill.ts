import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findClusterProcesses, folderIdentity, isRunning, type Process } from "#platform/postgres/process-table.ts";
import type { TestServer } from "../harness/server.ts";

export const VICTIMS = ["server", "database", "both", "one backend"] as const;
export type Victim = (typeof VICTIMS)[number];

const GONE_WITHIN_MS = 30_000;

function databaseProcesses(dataDir: string): readonly Process[] {
  const control = readdirSync(dataDir, { recursive: true, encoding: "utf8" }).find((name) =>
    name.endsWith(join("global", "pg_control")),
  );
  if (control === undefined) return [];
  const folder = folderIdentity(dirname(dirname(join(dataDir, control))));
  return findClusterProcesses({ folder, name: `gongzhi-${folder.device.toString(36)}-${folder.inode.toString(36)}` });
}

/** `kill -9`, of this deployment's own processes only. */
export async function killVictim(server: TestServer, victim: Victim): Promise<void> {
  const processes = victim === "server" ? [] : databaseProcesses(server.dataDir);
  const pids = new Set(processes.map(({ pid }) => pid));
  const backends = processes.filter(({ parentPid }) => pids.has(parentPid));
  const doomed = victim === "one backend" ? backends.slice(-1) : processes;
  for (const one of doomed) endNow(one.pid);
  if (victim === "server" || victim === "both") await server.kill();
  const until = performance.now() + GONE_WITHIN_MS;
  while (doomed.some((one) => isRunning(one)) && performance.now() < until) await sleep(10);
}

function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it ended by itself meanwhile
  }
}
