import { readFileSync } from "node:fs";
import { StartRefusal } from "./start-refusal.ts";

/** Who the server runs as. PostgreSQL refuses to run as root. */
export type ServerUser = { readonly uid: number; readonly gid: number; readonly name: string };

/** In this order: the account made for it, else the one every system has. */
const SERVER_ACCOUNTS = ["postgres", "nobody"];

/**
 * The user a new cluster is made as: ourselves, or, when we are root, an account with a passwd entry (initdb looks the
 * name up and fails without).
 */
export function chooseServerUser(passwd: string = readPasswd()): ServerUser {
  const users = parsePasswd(passwd);
  const self = ownIds();
  if (self.uid !== 0) {
    const own = users.find((user) => user.uid === self.uid);
    return { ...self, name: own?.name ?? `uid ${self.uid}` };
  }
  for (const name of SERVER_ACCOUNTS) {
    const found = users.find((user) => user.name === name && user.uid !== 0);
    if (found !== undefined) return found;
  }
  throw new StartRefusal(
    "no-server-user",
    "PostgreSQL does not run as root and there is no user postgres or nobody: add one, or start as an ordinary user.",
  );
}

/** What `spawn` needs to run something as that user: nothing when that is who we are. */
export function asUser(user: ServerUser): { readonly uid?: number; readonly gid?: number } {
  return user.uid === ownIds().uid ? {} : { uid: user.uid, gid: user.gid };
}

export function ownIds(): { readonly uid: number; readonly gid: number } {
  if (process.getuid === undefined || process.getgid === undefined) {
    throw new StartRefusal("not-linux", "The embedded database runs on Linux: set DATABASE_URL to a PostgreSQL 15 or newer.");
  }
  return { uid: process.getuid(), gid: process.getgid() };
}

export function parsePasswd(passwd: string): readonly ServerUser[] {
  return passwd.split("\n").flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    if (name === undefined || uid === undefined || gid === undefined) return [];
    if (!/^\d+$/.test(uid) || !/^\d+$/.test(gid)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}

function readPasswd(): string {
  try {
    return readFileSync("/etc/passwd", "utf8");
  } catch {
    return "";
  }
}
