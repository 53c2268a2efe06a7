import {
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Binaries, PackageInstallation } from "./binaries.ts";
import { ownIds } from "./server-user.ts";
import { refusalFor, systemCode } from "./start-refusal.ts";

/** Links the package lists and its install script makes: 14 today. More than this is not that file. */
const MOST_LINKS = 1000;

/**
 * Copies the package's PostgreSQL (60 MB) to where another user can read it, with the library links its install script
 * would have made. Keyed by version, so that it is copied once; made under another name and renamed, so that a copy is
 * whole or absent. Tries the cache beside the package, the system's, the temporary folder, until `tryOut` accepts one.
 */
export function copyInstallation(
  installation: PackageInstallation,
  tryOut: (bin: string) => Binaries | undefined,
): Binaries | undefined {
  const size = statSync(join(installation.native, "bin", "postgres"), { throwIfNoEntry: false })?.size;
  if (size === undefined) return undefined;
  const name = `postgresql-${installation.version}-${size}`;
  for (const cache of cacheFolders(installation)) {
    const target = join(cache, name);
    try {
      makeOwnFolder(cache);
      if (!isOwnFolder(target)) copyTo(installation.native, target);
    } catch (error) {
      const refusal = refusalFor(error, cache);
      if (systemCode(error) === "ENOSPC") throw refusal;
      continue; // not writable for us, or not ours: the next one
    }
    const found = tryOut(join(target, "bin"));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The temporary folder comes last: it may be swept under a server that runs for weeks. */
function cacheFolders(installation: PackageInstallation): readonly string[] {
  const last = join(tmpdir(), `gongzhi-${ownIds().uid}`);
  // Root copies because its checkout is closed to the server's user: then so is the cache beside the package.
  if (ownIds().uid === 0) return ["/var/cache/gongzhi", last];
  const modules = dirname(dirname(dirname(installation.native)));
  return basename(modules) === "node_modules" ? [join(modules, ".cache", "gongzhi"), last] : [last];
}

function makeOwnFolder(path: string): void {
  if (mkdirSync(path, { recursive: true }) !== undefined) chmodSync(path, 0o755);
  if (!isOwnFolder(path)) throw new Error(`${path} belongs to somebody else`);
}

/** What is run must be ours alone to change: no link, our own, written by nobody else. */
function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  return found.isDirectory() && found.uid === ownIds().uid && (found.mode & 0o022) === 0;
}

function copyTo(native: string, target: string): void {
  const partial = `${target}.${process.pid}.partial`;
  rmSync(partial, { recursive: true, force: true });
  try {
    cpSync(native, partial, {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (source) => !source.endsWith(".a"), // 1.4 MB of static libraries serve nobody here
    });
    makeLinks(native, partial);
    openToAll(partial);
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    // Another start was quicker: its copy is as good.
    if (isOwnFolder(target)) return;
    throw error;
  }
}

/** Whatever our umask is, the server's user must be able to read the copy and run its programs. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === "bin" ? 0o755 : 0o644);
  }
}

/** `[{source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5"}, …]` */
function makeLinks(native: string, copy: string): void {
  const listed: unknown = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"));
  if (!Array.isArray(listed) || listed.length > MOST_LINKS) throw new Error("pg-symlinks.json is not a list of links");
  for (const link of listed as readonly { readonly source: unknown; readonly target: unknown }[]) {
    const file = basename(String(link.source));
    const name = basename(String(link.target));
    if (dirname(String(link.source)) !== "native/lib" || dirname(String(link.target)) !== "native/lib") continue;
    const at = join(copy, "lib", name);
    if (lstatSync(at, { throwIfNoEntry: false }) === undefined) symlinkSync(file, at);
  }
}
