import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What is younger may be another process's, at work this moment. */
const OLDEST_DRAFT_MS = 24 * 3600 * 1000;

/** Removes what a crash has left in a folder of drafts. */
export async function clearOldDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > OLDEST_DRAFT_MS) await rm(path, { force: true });
  }
}
