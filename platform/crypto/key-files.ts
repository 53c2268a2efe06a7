import { createHash, randomUUID } from "node:crypto";
import { chmod, link, lstat, mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";

/** The keys cannot be used as they lie there. Its message is one line for whoever runs the server; it never holds key bytes. */
export class KeyFault extends Error {
  readonly code: KeyFaultCode;
  constructor(code: KeyFaultCode, message: string) {
    super(message);
    this.name = "KeyFault";
    this.code = code;
  }
}

export type KeyFaultCode = "key-permissions" | "key-owner" | "key-damaged" | "key-missing" | "key-kind" | "key-wrong";

export type KeyFile = { readonly purpose: string; readonly id: number; readonly bytes: Buffer };

export const KEY_BYTES = 32;

/** Keys are rotated a few times in a server's life; more files than this in the folder are not keys. */
const MOST_KEY_FILES = 1_000;
/** `gongzhi-key 1 <purpose> <id> <43 base64url signs> <check>`: nowhere near this. */
const LONGEST_KEY_FILE = 512;

/** The folder, made private (0700) if it is not there. Refuses one that others can enter, or that is not this user's. */
export async function openKeyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  if (!found.isDirectory()) throw new KeyFault("key-kind", `${folder} is not a folder (a symbolic link is not followed).`);
  refuseOtherOwner(folder, found.uid);
  if ((found.mode & 0o077) !== 0) {
    throw new KeyFault(
      "key-permissions",
      `${folder} can be entered by others (mode ${mode(found.mode)}). Run: chmod 700 ${folder}`,
    );
  }
}

/** All keys in the folder, by purpose and rising id. */
export async function readKeyFiles(folder: string): Promise<readonly KeyFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".key")).sort();
  if (names.length > MOST_KEY_FILES)
    throw new KeyFault("key-kind", `${folder} holds ${names.length} .key files: this is no key folder.`);
  const files: KeyFile[] = [];
  for (const name of names) files.push(await readKeyFile(join(folder, name), name));
  return files.sort((one, other) => one.id - other.id);
}

async function readKeyFile(path: string, name: string): Promise<KeyFile> {
  const found = await lstat(path);
  if (!found.isFile()) throw new KeyFault("key-kind", `${path} is not a plain file.`);
  refuseOtherOwner(path, found.uid);
  if ((found.mode & 0o077) !== 0) {
    throw new KeyFault("key-permissions", `${path} can be read by others (mode ${mode(found.mode)}). Run: chmod 600 ${path}`);
  }
  if (found.size > LONGEST_KEY_FILE) throw new KeyFault("key-damaged", `${path} is damaged: it is too long for a key.`);
  const [mark, version, purpose, id, encoded, check] = (await readFile(path, "utf8")).trim().split(" ");
  const bytes = Buffer.from(encoded ?? "", "base64url");
  if (mark !== "gongzhi-key" || version !== "1" || purpose === undefined || id === undefined || bytes.length !== KEY_BYTES) {
    throw new KeyFault("key-damaged", `${path} is damaged: it does not hold a key. Restore it from the backup.`);
  }
  // A flipped bit would otherwise show only when nothing written before can be read any more; the last sign has two that no byte holds.
  const whole = encoded === bytes.toString("base64url") && check === checkOf(purpose, id, bytes);
  if (!whole || name !== fileName(purpose, Number(id))) {
    throw new KeyFault("key-damaged", `${path} is damaged: its check does not fit. Restore it from the backup.`);
  }
  return { purpose, id: Number(id), bytes };
}

/**
 * Writes a new key so that it is whole or absent whatever is killed, and so that of two processes starting together one wins:
 * `link` fails where a key lies already. Gives false then.
 */
export async function writeKeyFile(folder: string, key: KeyFile): Promise<boolean> {
  const path = join(folder, fileName(key.purpose, key.id));
  const draft = `${path}.${randomUUID()}.draft`;
  const id = String(key.id);
  const file = await open(draft, "wx", 0o600);
  try {
    await chmod(draft, 0o600);
    await file.writeFile(
      `gongzhi-key 1 ${key.purpose} ${id} ${key.bytes.toString("base64url")} ${checkOf(key.purpose, id, key.bytes)}\n`,
    );
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    return await linkedFirst(draft, path);
  } finally {
    await unlink(draft);
    await syncFolder(folder);
  }
}

async function linkedFirst(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "EEXIST") return false;
    throw fault;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function fileName(purpose: string, id: number): string {
  return `${purpose}.${id}.key`;
}

function checkOf(purpose: string, id: string, bytes: Buffer): string {
  return createHash("sha256").update(`${purpose} ${id} `).update(bytes).digest("hex").slice(0, 8);
}

function refuseOtherOwner(path: string, uid: number): void {
  const own = process.geteuid?.();
  if (own !== undefined && own !== uid)
    throw new KeyFault("key-owner", `${path} belongs to user ${uid}, the server runs as ${own}.`);
}

function mode(bits: number): string {
  return (bits & 0o777).toString(8).padStart(4, "0");
}
