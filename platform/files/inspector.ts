import { type ChildProcess, fork } from "node:child_process";
import { type Refusal, refuse } from "../refusal.ts";
import type { FileKind } from "./kinds.ts";
import { processCost } from "./process-cost.ts";

export type InspectionTask = {
  readonly path: string;
  readonly kind: FileKind;
  /** Where a picture and its thumbnail, encoded anew, are to be written. */
  readonly imagePath: string;
  readonly thumbnailPath: string;
};

/** Pixels, of pictures. */
export type Inspected = { readonly width?: number; readonly height?: number };

/** What the process says: once that it is ready, then one answer a task. */
export type FromInspection =
  | { readonly ready: true }
  | { readonly refusal: Refusal }
  | { readonly inspected: Inspected }
  | { readonly fault: string };

export type Inspector = {
  /** Opens one file after the other; one that takes too long or too much is refused, and the next gets a new process. */
  readonly inspect: (task: InspectionTask) => Promise<Inspected | Refusal>;
  readonly close: () => void;
  /** Of the process, while there is one. */
  readonly pid: () => number | undefined;
};

export type InspectorLimits = {
  /** Of the processor, for one file; that the machine is busy with other things is no file's fault. */
  readonly cpuMs: number;
  /** By the clock: for what waits instead of working, and where there is no /proc. */
  readonly wallMs: number;
  /** JavaScript memory of the process. */
  readonly heapMb: number;
  /** All its memory, pictures included. */
  readonly memoryBytes: number;
};

/** TRUST.md case 15. */
const LIMITS: InspectorLimits = { cpuMs: 2_000, wallMs: 15_000, heapMb: 192, memoryBytes: 512 * 1024 * 1024 };
const WATCH_MS = 50;
const START_MS = 30_000;
const GRACE_MS = 1_000;
/** More uploads at once than this and the last should come back later. */
const MOST_WAITING = 100;

type Waiting = { readonly task: InspectionTask; readonly settle: (answer: FromInspection) => void };

const TOO_COSTLY: FromInspection = { refusal: refuse("too-large", "file-costly") };

/**
 * Starts the process that opens uploads. A process and not a thread: when a thread's memory runs out, V8 as often as not aborts
 * the whole server (measured: 7 of 12 runs), and a thread cannot be stopped while libvips works in it.
 */
export function startInspector(limits: InspectorLimits = LIMITS): Inspector {
  const waiting: Waiting[] = [];
  let child: ChildProcess | undefined;
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (child === undefined || !isAlive(child)) child = await startProcess(limits.heapMb);
      next.settle(child === undefined ? { fault: "start" } : await ask(child, next.task, limits));
    }
    busy = false;
  }

  return {
    inspect: async (task) => {
      if (waiting.length >= MOST_WAITING) return refuse("unavailable", "file-queue");
      const answer = await new Promise<FromInspection>((settle) => {
        waiting.push({ task, settle });
        void work();
      });
      if ("refusal" in answer) return answer.refusal;
      if ("inspected" in answer) return answer.inspected;
      throw new Error(`an upload could not be inspected: ${"fault" in answer ? answer.fault : "no answer"}`);
    },
    close: () => {
      child?.kill("SIGKILL");
      child = undefined;
    },
    pid: () => child?.pid,
  };
}

/** The process once it has loaded what it needs; nothing if it does not start. */
function startProcess(heapMb: number): Promise<ChildProcess | undefined> {
  return new Promise((resolve) => {
    const child = fork(new URL("inspection-process.ts", import.meta.url), {
      // No secrets of the server's, no flags of whoever started it.
      env: {},
      execArgv: [`--max-old-space-size=${heapMb}`, "--max-semi-space-size=16"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), START_MS);
    const settle = (started: ChildProcess | undefined) => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onExit);
      // An idle inspector keeps no server from ending.
      child.unref();
      child.channel?.unref();
      resolve(started);
    };
    const onMessage = () => settle(child);
    const onExit = () => settle(undefined);
    child.once("message", onMessage).once("exit", onExit).once("error", onExit);
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null && !child.killed;
}

/** One task, one answer. A process that went over a limit, or down, is gone afterwards. */
function ask(child: ChildProcess, task: InspectionTask, limits: InspectorLimits): Promise<FromInspection> {
  return new Promise((resolve) => {
    const startMs = performance.now();
    const pid = child.pid ?? 0;
    const startCpuMs = processCost(pid)?.cpuMs ?? 0;
    const settle = (answer: FromInspection) => {
      clearInterval(watch);
      child.off("message", settle).off("exit", onExit).off("error", onExit);
      resolve(answer);
    };
    // Whatever brought it down, most likely its memory's end, was this file.
    const onExit = () => settle(TOO_COSTLY);
    const watch = setInterval(() => {
      const cost = processCost(pid);
      const overCost = cost !== undefined && (cost.cpuMs - startCpuMs > limits.cpuMs || cost.memoryBytes > limits.memoryBytes);
      const wallMs = performance.now() - startMs;
      if (overCost || wallMs > limits.wallMs) child.kill("SIGKILL");
      // Its end should have been told by now; the next file must not wait for it.
      if (wallMs > limits.wallMs + GRACE_MS) settle(TOO_COSTLY);
    }, WATCH_MS);
    child.once("message", settle).once("exit", onExit).once("error", onExit);
    child.send(task, (fault) => {
      if (fault === null) return;
      child.kill("SIGKILL");
      settle({ fault: "send" });
    });
  });
}
