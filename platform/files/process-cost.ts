import { readFileSync } from "node:fs";

export type ProcessCost = { readonly cpuMs: number; readonly memoryBytes: number };

/** Linux counts a process's time in hundredths of a second, on every architecture (USER_HZ, proc(5)). */
const TICK_MS = 10;

/** What a process has used and holds now, its native threads included; nothing where there is no /proc, or the process is gone. */
export function processCost(pid: number): ProcessCost | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command's name, which may hold anything: fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, memoryBytes: Number(resident ?? 0) * 1024 };
  } catch {
    return undefined;
  }
}
