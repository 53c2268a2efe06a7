import { spawnSync } from "node:child_process";

/** Seconds of processor time, garbage collection included, so that neighbours on a shared machine do not count. */
export type Timed<T> = { readonly result: T; readonly cpu: number; readonly wall: number };

export function timed<T>(act: () => T): Timed<T> {
  globalThis.gc?.();
  const began = performance.now();
  const before = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(before);
  return { result, cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1000 };
}

/** Processor seconds of another program, by the shell's own count; undefined where it is absent or fails. */
export function timedProgram(command: string): { readonly output: string; readonly cpu: number } | undefined {
  const script = `TIMEFORMAT='%U %S'; time ${command}`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script], {
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  const times = stderr.trim().split("\n").at(-1)?.split(" ").map(Number) ?? [];
  if (status !== 0 || times.length !== 2) return undefined;
  return { output: stdout, cpu: times[0]! + times[1]! };
}

export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
