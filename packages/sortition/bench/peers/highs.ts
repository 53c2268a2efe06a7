import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { PanelRequest } from "../../src/index.ts";

/** A peer that takes longer is stopped. */
const LIMIT_MS = 600_000;

export type PeerRun = { readonly seconds: number; readonly probabilities: readonly number[]; readonly milps: number };

/** LEXIMIN by scipy's HiGHS (1 thread). Undefined where Python or scipy is absent; "stopped" after ten minutes. */
export function leximinByHighs({ candidates, quotas, size }: PanelRequest): PeerRun | "stopped" | undefined {
  if (spawnSync("python3", ["-c", "import scipy.optimize"]).status !== 0) return undefined;
  const rows = quotas.map(({ feature, value, min, max }) => ({
    min,
    max,
    people: candidates.flatMap((candidate, index) => (candidate.values[feature] === value ? [index] : [])),
  }));
  const run = spawnSync("python3", [resolve(import.meta.dirname, "leximin_by_highs.py")], {
    input: JSON.stringify({ size, rows, people: candidates.length }),
    encoding: "utf8",
    timeout: LIMIT_MS,
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  if (run.error !== undefined) return "stopped";
  if (run.status !== 0) throw new Error(`scipy failed: ${run.stderr.slice(-500)}`);
  return JSON.parse(run.stdout) as PeerRun;
}
