import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { adminConnection, isListening, type Connection } from "./probe.ts";
import { SOCKET_FOLDER } from "./settings.ts";
import { openSocketDoor } from "./socket-folder.ts";

/**
 * The way in to the server that another process of ours runs on this data folder, for commands such as a backup;
 * undefined when none runs. `close` when done; the server is not stopped by it.
 */
export async function findRunningPostgres(
  dataDir: string,
): Promise<{ readonly connection: Connection; close(): void } | undefined> {
  const folder = join(resolve(dataDir), "postgres");
  if (!existsSync(join(folder, SOCKET_FOLDER))) return undefined;
  const door = openSocketDoor(folder);
  if (await isListening(door.host)) return { connection: adminConnection(door.host), close: () => door.close() };
  door.close();
  return undefined;
}
