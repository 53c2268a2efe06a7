import { chmodSync, chownSync, closeSync, constants, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { ownIds, type ServerUser } from "./server-user.ts";
import { SOCKET_FOLDER, SOCKET_PORT } from "./settings.ts";

/** `sun_path` holds 108 bytes with the closing NUL (unix(7)). */
const LONGEST_SOCKET_PATH = 107;

/** `DATA_DIR/postgres/run`, 0700: who cannot enter it cannot reach the server. */
export function makeSocketFolder(folder: string, user: ServerUser): void {
  const path = join(folder, SOCKET_FOLDER);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  if (ownIds().uid === 0) chownSync(path, user.uid, user.gid);
}

export function socketFile(host: string): string {
  return `${host}/.s.PGSQL.${SOCKET_PORT}`;
}

export type SocketDoor = {
  /** What node-postgres takes as `host`: the folder the socket lies in. */
  readonly host: string;
  close(): void;
};

/**
 * The way to a cluster's socket. Where its path is too long for the kernel, the folder is held open and named
 * `/proc/<our pid>/fd/<n>`: short at any depth, it cannot be planted, swept away or left behind, as a link in /tmp can.
 */
export function openSocketDoor(folder: string): SocketDoor {
  const host = join(folder, SOCKET_FOLDER);
  if (Buffer.byteLength(socketFile(host)) <= LONGEST_SOCKET_PATH) return { host, close: () => undefined };
  const descriptor = openSync(host, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  return { host: `/proc/${process.pid}/fd/${descriptor}`, close: () => closeSync(descriptor) };
}
