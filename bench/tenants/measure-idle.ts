import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import type { BenchServer } from "../intake/start-server.ts";

/** What is still done from before has ended by then. */
const SETTLE_MS = 5_000;
const IDLE_MS = 20_000;

/** What a house costs that nobody asks anything: parts of one core, and the memory its process holds. */
export async function measureIdle(server: BenchServer): Promise<Record<string, number>> {
  await sleep(SETTLE_MS);
  const processes = [server.pid, ...(await postgresOf(server))];
  const before = await Promise.all(processes.map(cpuSeconds));
  await sleep(IDLE_MS);
  const after = await Promise.all(processes.map(cpuSeconds));
  const spent = after.map((seconds, place) => Math.max(0, seconds - (before[place] ?? 0)));
  const part = (seconds: number) => Math.round((seconds / (IDLE_MS / 1_000)) * 1_000) / 1_000;
  const status = await readFile(`/proc/${server.pid}/status`, "utf8");
  return {
    idleCoresNode: part(spent[0] ?? 0),
    idleCoresPostgres: part(spent.slice(1).reduce((sum, one) => sum + one, 0)),
    residentMB: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024),
  };
}

/** The postmaster and its children. */
async function postgresOf(server: BenchServer): Promise<readonly number[]> {
  const found = await promisify(execFile)("find", [join(server.dataDir, "postgres"), "-name", "postmaster.pid"]);
  const file = found.stdout.trim().split("\n")[0] ?? "";
  const postmaster = Number((await readFile(file, "utf8")).split("\n")[0]);
  const children = await readFile(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").catch(() => "");
  return [postmaster, ...children.split(" ").filter(Boolean).map(Number)];
}

/** Processor time so far (proc(5): fields 14 and 15, in hundredths); 0 of one that has ended. */
async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}
