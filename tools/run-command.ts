import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** After SIGTERM a program has this long to put its own children away before it is killed. */
const GRACE_MS = 5_000;
/** Enough for any report a person reads; what is beyond is cut from the front. */
const KEPT_OUTPUT_CHARS = 2_000_000;

export type CommandResult = {
  readonly code: number;
  /** stdout and stderr as they came, the last two million characters. */
  readonly output: string;
  readonly milliseconds: number;
  readonly timedOut: boolean;
};

export type CommandOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Also pass the output on while it comes. */
  readonly echo?: boolean;
};

/** Runs a program in a process group of its own, so that at its time limit nothing of it stays behind. */
export async function runCommand(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env, PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  let timedOut = false;
  function keep(chunk: string, stream: NodeJS.WriteStream) {
    output = (output + chunk).slice(-KEPT_OUTPUT_CHARS);
    if (options.echo === true) stream.write(chunk);
  }
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => keep(chunk, process.stdout));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => keep(chunk, process.stderr));
  const deadline = setTimeout(() => {
    timedOut = true;
    killGroup(child.pid, "SIGTERM");
    setTimeout(() => killGroup(child.pid, "SIGKILL"), GRACE_MS).unref();
  }, options.timeoutMs);
  const passOn = () => killGroup(child.pid, "SIGTERM");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, passOn);
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      keep(`${program}: ${error.message}\n`, process.stderr);
      resolve(127);
    });
    child.on("close", (exitCode) => resolve(exitCode ?? 1));
    // A daemon it left behind may hold its output open for ever: what has not come soon after its end will not come.
    child.on("exit", (exitCode) => setTimeout(() => resolve(exitCode ?? 1), GRACE_MS).unref());
  });
  clearTimeout(deadline);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeListener(signal, passOn);
  return { code: timedOut && code === 0 ? 1 : code, output, milliseconds: performance.now() - startedAt, timedOut };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // gone already: nothing to kill
  }
}
