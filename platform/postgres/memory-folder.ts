import { accessSync, constants, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const MEMORY = "/dev/shm";
/** Room for a few test clusters (40 MB each when new) and what tests put in. Docker's default of 64 MB is not. */
const ENOUGH_BYTES = 2 * 1024 ** 3;

/** Where tests may put what need not outlive the machine: memory, on which fsync costs nothing, else the temporary folder. */
export function memoryFolder(): string {
  try {
    accessSync(MEMORY, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
