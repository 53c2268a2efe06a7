import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { clearOldDrafts } from "../files/old-drafts.ts";

/** Files a capability publishes, a folder a tenant: outside the database, so that they say what was said when it says otherwise. */
export type PublishedFiles = {
  readonly read: (tenantId: string, path: string) => Promise<Uint8Array | undefined>;
  /** Whole and on the disk when this returns, or as it was before. */
  readonly write: (tenantId: string, path: string, bytes: Uint8Array) => Promise<void>;
  /** Removes a folder with all that is in it, where there is one. */
  readonly drop: (tenantId: string, path: string) => Promise<void>;
};

const DRAFTS = "drafts";
const TENANT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Parts of letters, digits, dots, dashes and underscores, none beginning with a dot: no way leads out of the folder. */
const PATH = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const ABSENT = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);

/** Opens the store in `folder` (made 0700) and clears what a crash has left half written; what is young may be another process's. */
export async function openPublishedFiles(folder: string): Promise<PublishedFiles> {
  await mkdir(join(folder, DRAFTS), { recursive: true, mode: 0o700 });
  await clearOldDrafts(join(folder, DRAFTS));
  const placeOf = (tenantId: string, path: string) => {
    if (!TENANT.test(tenantId) || !PATH.test(path)) throw new Error(`${path} is no path of a published file`);
    return join(folder, tenantId, path);
  };
  return {
    read: async (tenantId, path) => await readIfThere(placeOf(tenantId, path)),
    write: async (tenantId, path, bytes) => await writeWhole(join(folder, DRAFTS, randomUUID()), placeOf(tenantId, path), bytes),
    drop: async (tenantId, path) => await rm(placeOf(tenantId, path), { recursive: true, force: true }),
  };
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof Error && "code" in error && ABSENT.has(String(error.code))) return undefined;
    throw error;
  }
}

async function writeWhole(draft: string, path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(draft, path);
  await syncFolder(dirname(path));
  // A folder made on the way is on the disk once the one above it is.
  if (made !== undefined)
    for (let above = dirname(path); above !== dirname(made); above = dirname(above)) await syncFolder(dirname(above));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
