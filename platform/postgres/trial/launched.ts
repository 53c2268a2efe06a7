import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Connection } from "../probe.ts";

/** A Node process of its own that runs the embedded server, to be killed in every way. */
export type Launched = {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Every line it told, in order. */
  readonly lines: readonly string[];
  /** Resolves when the server serves; rejects with a {@link Refused} when it refused, or an Error when the process died. */
  readonly ready: Promise<Ready>;
  /** SIGINT, and wait for the end. */
  stop(): Promise<void>;
  /** kill -9, and wait for the end. */
  kill(): Promise<void>;
};

export type Ready = {
  readonly connection: Connection;
  readonly adopted: boolean;
  readonly version: string;
  readonly tookMs: number;
};

export class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export type LaunchOptions = {
  readonly uid?: number;
  readonly gid?: number;
  /** A copy of this folder in another checkout. */
  readonly program?: string;
  readonly node?: string;
  /** A command before `node`, such as setpriv with its options. */
  readonly under?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
};

export const LAUNCHER = fileURLToPath(new URL("launcher.ts", import.meta.url));

export function launch(dataDir: string, options: LaunchOptions = {}): Launched {
  const { uid, gid, under = [], env = { PATH: process.env["PATH"] } } = options;
  const words = [...under, options.node ?? process.execPath, options.program ?? LAUNCHER, dataDir];
  const child = spawn(words[0] ?? "", words.slice(1), {
    ...(uid === undefined ? {} : { uid, gid: gid ?? uid }),
    cwd: "/",
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const closed = once(child, "close");
  closed.catch(() => undefined); // a program that cannot be started is told by `ready`
  child.stderr.setEncoding("utf8").on("data", (text: string) => lines.push(text));
  const ready = new Promise<Ready>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => reject(new Error(`the launcher ended: ${lines.join("\n")}`)));
    createInterface(child.stdout).on("line", (line) => {
      lines.push(line);
      const event = JSON.parse(line) as { readonly event: string } & Ready & { readonly code: string; readonly message: string };
      if (event.event === "ready") resolve(event);
      if (event.event === "refused") reject(new Refused(event.code, event.message));
    });
  });
  ready.catch(() => undefined);
  async function end(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    await closed;
  }
  return { pid: child.pid ?? 0, child, lines, ready, stop: () => end("SIGINT"), kill: () => end("SIGKILL") };
}
