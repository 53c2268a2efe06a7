import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { peerPath } from "./peers-folder.ts";

/** pabutools' Equal Shares with cost utility on a file, by the Python of the peers' folder. Undefined: absent. */
export function countByPabutools(path: string): { readonly seconds: number; readonly winners: readonly string[] } | undefined {
  const python = peerPath("python/bin/python");
  const checkout = peerPath("pabutools");
  if (python === undefined || checkout === undefined) return undefined;
  const run = spawnSync(python, [resolve(import.meta.dirname, "count_by_pabutools.py"), path], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: checkout },
  });
  if (run.status !== 0) throw new Error(`pabutools failed: ${run.stderr.slice(-500)}`);
  return JSON.parse(run.stdout) as { seconds: number; winners: string[] };
}
