import { createHash } from "node:crypto";
import { mkdir, open, readdir, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemCode } from "../postgres/start-refusal.ts";
import { BackupRefusal } from "./backup-refusal.ts";
import { damaged } from "./manifest.ts";

// The files part: for every file one line of JSON, {"path": "ab/cd/…", "size": 123}, and its bytes; at the end {"end": true}.

const CHUNK = 256 * 1024;
const LONGEST_LINE = 16 * 1024;
/** Linux' own bound on a path. */
const LONGEST_PATH = 4096;
const MOST_TOLD = 100;

export type PackedFiles = {
  files: number;
  /** Files whose name is their SHA-256 and whose bytes are not: carried as they lie, the first hundred told. */
  readonly damaged: string[];
};

/**
 * Packs the regular files below a folder, in order of their paths. Files are written once and never changed, so that
 * whatever lies there after the database's snapshot covers all that the snapshot names; one that is erased while this
 * runs is left out. `skip` names folders directly below that hold no data (drafts on their way in).
 */
export async function* packFiles(folder: string, skip: readonly string[], packed: PackedFiles): AsyncGenerator<Buffer> {
  for await (const path of walk(folder, "", skip)) {
    const file = await openUnlessGone(join(folder, path));
    if (file === undefined) continue;
    try {
      const { size } = await file.stat();
      yield Buffer.from(`${JSON.stringify({ path, size })}\n`);
      const hash = createHash("sha256");
      for await (const chunk of readExactly(file, size, path)) {
        hash.update(chunk);
        yield chunk;
      }
      packed.files += 1;
      const name = path.split("/").at(-1) ?? "";
      if (/^[0-9a-f]{64}$/.test(name) && hash.digest("hex") !== name && packed.damaged.length < MOST_TOLD) {
        packed.damaged.push(path);
      }
    } finally {
      await file.close();
    }
  }
  yield Buffer.from(`{"end":true}\n`);
}

async function* walk(folder: string, below: string, skip: readonly string[]): AsyncGenerator<string> {
  let entries;
  try {
    entries = await readdir(join(folder, below), { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (below === "" && skip.includes(entry.name)) continue;
    if (entry.isDirectory()) yield* walk(folder, path, skip);
    else if (entry.isFile() && isSafePath(path)) yield path;
    else
      throw new BackupRefusal(
        "strange-file",
        `${join(folder, path)} is no ordinary file with an ordinary name: remove it first.`,
      );
  }
}

async function openUnlessGone(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function* readExactly(file: FileHandle, size: number, path: string): AsyncGenerator<Buffer> {
  for (let done = 0; done < size;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK, size - done)), 0, undefined, done);
    if (bytesRead === 0)
      throw new BackupRefusal("file-changed", `${path} became shorter while it was read: run the backup again.`);
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Writes packed files below a folder, each brought to the disk. Resolves to their number. */
export async function unpackFiles(source: AsyncIterable<Buffer>, folder: string): Promise<number> {
  const bytes = byteReader(source);
  const folders = new Set<string>();
  for (let files = 0; ; files += 1) {
    const entry = parseEntry(await bytes.line());
    if (entry === undefined) {
      if (!(await bytes.isAtEnd())) throw damaged("something follows the last file");
      for (const path of folders) await syncFolder(path);
      return files;
    }
    const path = join(folder, entry.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    folders.add(dirname(path));
    const file = await open(path, "wx", 0o600);
    try {
      for await (const chunk of bytes.take(entry.size)) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Undefined for the end. */
function parseEntry(line: string): { readonly path: string; readonly size: number } | undefined {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch (error) {
    throw damaged("a file's heading is not readable", error);
  }
  if (typeof entry !== "object" || entry === null) throw damaged("a file's heading is not readable");
  if ("end" in entry && entry.end === true) return undefined;
  if (!("path" in entry) || typeof entry.path !== "string" || !isSafePath(entry.path)) throw damaged("a file has no safe path");
  if (!("size" in entry) || !Number.isSafeInteger(entry.size) || Number(entry.size) < 0) throw damaged("a file has no size");
  return { path: entry.path, size: Number(entry.size) };
}

/** Relative, with no step up: a file is never written outside its folder. */
export function isSafePath(path: string): boolean {
  if (path === "" || Buffer.byteLength(path) > LONGEST_PATH || path.includes("\0") || path.includes("\uFFFD")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

type ByteReader = {
  line(): Promise<string>;
  take(length: number): AsyncGenerator<Buffer>;
  isAtEnd(): Promise<boolean>;
};

/** Reads lines and counted bytes from a stream, holding one chunk at a time. */
function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function fill(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done === true) return false;
      rest = next.value;
    }
    return true;
  }
  return {
    async line() {
      const parts: Buffer[] = [];
      for (let length = 0; ;) {
        if (!(await fill())) throw damaged("the files end too early");
        const end = rest.indexOf(0x0a);
        const part = rest.subarray(0, end < 0 ? rest.length : end);
        parts.push(part);
        length += part.length;
        if (length > LONGEST_LINE) throw damaged("a file's heading is too long");
        rest = rest.subarray(end < 0 ? rest.length : end + 1);
        if (end >= 0) return Buffer.concat(parts).toString("utf8");
      }
    },
    async *take(length) {
      for (let left = length; left > 0;) {
        if (!(await fill())) throw damaged("the files end too early");
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
    isAtEnd: async () => !(await fill()),
  };
}
