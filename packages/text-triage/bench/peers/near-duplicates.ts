import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export type PeerPairs = {
  readonly version: string;
  readonly pairs: readonly (readonly [number, number])[];
  readonly seconds: number;
};

const PYTHONS = ["/usr/bin/python3", "python3"];
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;

/** scikit-learn's way to all pairs above a cosine; undefined where it is not installed. */
export function runPeerPairs(texts: readonly string[], threshold: number): PeerPairs | undefined {
  const input = JSON.stringify({ texts, threshold });
  for (const python of PYTHONS) {
    const ran = spawnSync(python, [resolve(import.meta.dirname, "near_duplicates.py")], {
      input,
      maxBuffer: OUTPUT_BYTES_MAX,
      encoding: "utf8",
    });
    if (ran.error !== undefined) continue;
    if (ran.status !== 0) throw new Error(`${python} ended with ${ran.status}: ${ran.stderr}`);
    const result = JSON.parse(ran.stdout) as PeerPairs & { readonly absent?: true };
    if (result.absent !== true) return result;
  }
  return undefined;
}
