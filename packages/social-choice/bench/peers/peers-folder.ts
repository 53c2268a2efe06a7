import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** Where the peers lie that are run beside ours (docs/benchmarks.md): GONGZHI_PEERS, else `peers` beside the project. */
const FOLDER = resolve(process.env["GONGZHI_PEERS"] ?? resolve(import.meta.dirname, "../../../../../peers"));

/** The path of something in the peers' folder, or undefined where it is not installed. */
export function peerPath(inside: string): string | undefined {
  const path = resolve(FOLDER, inside);
  return existsSync(path) ? path : undefined;
}
