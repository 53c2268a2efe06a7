import { Worker } from "node:worker_threads";
import { peerPath } from "./peers-folder.ts";

/** How long the peer took for Add1U on a file, or that it was stopped after `limitSeconds`. Undefined: absent. */
export function timeLimitedAddOneU(
  path: string,
  limitSeconds: number,
): Promise<{ seconds: number; stopped: boolean } | undefined> {
  if (peerPath("equalshares-compute-tool/js") === undefined) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./equalshares-worker.ts", import.meta.url), { workerData: path });
    let begun = 0;
    let before = process.cpuUsage();
    const end = (stopped: boolean) => {
      const { user, system } = process.cpuUsage(before);
      clearTimeout(timer);
      void worker.terminate().then(() => resolve({ seconds: (user + system) / 1e6, stopped }));
    };
    let timer = setTimeout(() => end(true), limitSeconds * 1_000);
    worker.on("error", reject);
    worker.on("message", (message) => {
      if (message !== "begun") return end(false);
      // Reading the file is not counted.
      begun += 1;
      before = process.cpuUsage();
      clearTimeout(timer);
      timer = setTimeout(() => end(true), limitSeconds * 1_000 * begun);
    });
  });
}
