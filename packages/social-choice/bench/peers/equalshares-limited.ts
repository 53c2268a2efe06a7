import { Worker } from "node:worker_threads";
import { peerPath } from "./peers-folder.ts";

/** How often the peer's processor time is looked at. */
const LOOK_EVERY_MS = 500;

/** How long the peer took for Add1U on a file, or that it was stopped after `limitSeconds` of processor time. Undefined: absent. */
export function timeLimitedAddOneU(
  path: string,
  limitSeconds: number,
): Promise<{ seconds: number; stopped: boolean } | undefined> {
  if (peerPath("equalshares-compute-tool/js") === undefined) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./equalshares-worker.ts", import.meta.url), { workerData: path });
    let before: NodeJS.CpuUsage | undefined;
    const taken = () => {
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1e6;
    };
    const end = (stopped: boolean) => {
      const seconds = taken();
      clearInterval(timer);
      void worker.terminate().then(() => resolve({ seconds, stopped }));
    };
    const timer = setInterval(() => {
      if (before !== undefined && taken() > limitSeconds) end(true);
    }, LOOK_EVERY_MS);
    worker.on("error", reject);
    worker.on("message", (message) => {
      // Reading the file is not counted.
      if (message === "begun") before = process.cpuUsage();
      else end(false);
    });
  });
}
