import { Worker } from "node:worker_threads";
import { type Refusal, refuse } from "../refusal.ts";
import type { FileKind } from "./kinds.ts";

export type InspectionTask = {
  readonly path: string;
  readonly kind: FileKind;
  /** Where a picture and its thumbnail, encoded anew, are to be written. */
  readonly imagePath: string;
  readonly thumbnailPath: string;
};

export type InspectionAnswer =
  | { readonly refusal: Refusal }
  | { readonly image: { readonly width: number; readonly height: number } | undefined }
  | { readonly fault: string };

export type Inspected = { readonly width?: number; readonly height?: number };

export type Inspector = {
  /** Opens one file after the other; a file that takes too long or too much is refused, and the next gets a new thread. */
  readonly inspect: (task: InspectionTask) => Promise<Inspected | Refusal>;
  readonly close: () => Promise<void>;
};

/** TRUST.md case 15. The thread's start (about 0.3 s) is not counted in. */
const INSPECTION_MS = 2_000;
/** JavaScript memory of the thread; what libvips takes is bounded by the limits in `inspect-image.ts`. */
const HEAP_MB = 192;
/** More uploads at once than this and the last should come back later. */
const MOST_WAITING = 100;

type Waiting = { readonly task: InspectionTask; readonly settle: (answer: InspectionAnswer) => void };

const TOO_COSTLY: InspectionAnswer = { refusal: refuse("too-large", "file-costly") };

export type InspectorLimits = { readonly inspectionMs: number; readonly heapMb: number };

export function startInspector(limits: InspectorLimits = { inspectionMs: INSPECTION_MS, heapMb: HEAP_MB }): Inspector {
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      worker ??= await startWorker(limits.heapMb);
      const { answer, worn } = await ask(worker, next.task, limits.inspectionMs);
      if (worn) {
        await worker.terminate();
        worker = undefined;
      }
      next.settle(answer);
    }
    busy = false;
  }

  return {
    inspect: async (task) => {
      if (waiting.length >= MOST_WAITING) return refuse("unavailable", "file-queue");
      const answer = await new Promise<InspectionAnswer>((settle) => {
        waiting.push({ task, settle });
        void work();
      });
      if ("refusal" in answer) return answer.refusal;
      if ("fault" in answer) throw new Error(`an upload could not be inspected: ${answer.fault}`);
      return answer.image ?? {};
    },
    close: async () => {
      await worker?.terminate();
      worker = undefined;
    },
  };
}

function startWorker(heapMb: number): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("inspection-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32 },
      // The thread needs no secrets.
      env: {},
    });
    worker.once("online", () => {
      worker.off("error", reject);
      worker.unref();
      resolve(worker);
    });
    worker.once("error", reject);
  });
}

/** One question, one answer; `worn` says that the thread is not to be used again. */
function ask(
  worker: Worker,
  task: InspectionTask,
  inspectionMs: number,
): Promise<{ readonly answer: InspectionAnswer; readonly worn: boolean }> {
  return new Promise((resolve) => {
    const settle = (answer: InspectionAnswer, worn: boolean) => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      resolve({ answer, worn });
    };
    const onMessage = (answer: InspectionAnswer) => settle(answer, false);
    const onError = (fault: unknown) => {
      const outOfMemory = fault instanceof Error && "code" in fault && fault.code === "ERR_WORKER_OUT_OF_MEMORY";
      settle(outOfMemory ? TOO_COSTLY : { fault: fault instanceof Error ? fault.name : "unknown" }, true);
    };
    const onExit = () => settle({ fault: "exit" }, true);
    const timer = setTimeout(() => settle(TOO_COSTLY, true), inspectionMs);
    worker.once("message", onMessage).once("error", onError).once("exit", onExit);
    worker.postMessage(task, []);
  });
}
