import { BackupRefusal } from "#platform/backup/backup-refusal.ts";
import { KeyFault } from "#platform/crypto/key-files.ts";
import { StartRefusal } from "#platform/postgres/start-refusal.ts";
import { CommandRefusal } from "./command.ts";

/** Does the work; what the house expects to go wrong becomes one line for the operator. */
export async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StartRefusal || error instanceof KeyFault || error instanceof BackupRefusal)
      throw new CommandRefusal(error.code, error.message);
    throw error;
  }
}
