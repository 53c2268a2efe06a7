import { type Readable, Transform } from "node:stream";
import { crc32 } from "node:zlib";
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from "yauzl";
import { type Refusal, refuse } from "../refusal.ts";

/** A zip file on disk or in memory. */
export type ZipSource = { readonly path: string } | { readonly bytes: Buffer };

export type ZipLimits = {
  readonly entries: number;
  /** Unpacked bytes of all entries together. */
  readonly unpackedBytes: number;
  /** Unpacked to packed, of the whole and of every entry that is not small. */
  readonly ratio: number;
};

/** TRUST.md case 15; office documents have tens of entries and shrink to a tenth. */
export const ZIP_LIMITS: ZipLimits = { entries: 1_000, unpackedBytes: 512 * 1024 * 1024, ratio: 100 };

/** Below this the ratio of one entry says nothing: a page of blanks shrinks a thousandfold and harms nobody. */
const SMALL_ENTRY_BYTES = 1024 * 1024;
/** Fixed part of a local file header (APPNOTE 4.3.7). */
const LOCAL_HEADER_BYTES = 30;
const SYMBOLIC_LINK = 0o120000;
const FILE_TYPE_MASK = 0o170000;

export type ZipEntry = { readonly name: string; readonly unpackedBytes: number };

export type Zip = {
  readonly entries: readonly ZipEntry[];
  readonly has: (name: string) => boolean;
  /** The entry's bytes as they unpack. The stream errs at its end if size or CRC-32 are not what the directory says. */
  readonly read: (name: string) => Promise<Readable>;
  readonly close: () => void;
};

/**
 * Opens a zip after its directory has been judged: number and size of entries, ratio, names that leave the folder, links,
 * encryption, entries that overlap (Fifield, "A better zip bomb", 2019), bytes before the first entry or after the directory.
 * Sizes are the directory's word, which `read` holds every entry to.
 */
export async function openZip(source: ZipSource, limits: ZipLimits = ZIP_LIMITS): Promise<Zip | Refusal> {
  let file: ZipFile;
  try {
    // strictFileNames: a backslash is a slash to Windows only, so two readers would see two names.
    const options = { autoClose: false, strictFileNames: true };
    file = "path" in source ? await openPromise(source.path, options) : await fromBufferPromise(source.bytes, options);
  } catch {
    return refuse("invalid", "archive-damaged");
  }
  const refusal = (entries: readonly Entry[] | Refusal): entries is Refusal => "refused" in entries;
  const entries = await readDirectory(file, limits);
  if (refusal(entries)) {
    file.close();
    return entries;
  }
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
  return {
    entries: entries.map((entry) => ({ name: entry.fileName, unpackedBytes: entry.uncompressedSize })),
    has: (name) => byName.has(name),
    read: async (name) => {
      const entry = byName.get(name);
      if (entry === undefined) throw new Error("no such entry: ask has() first");
      const packed = await file.openReadStreamPromise(entry);
      const checked = checksummed(entry.crc32);
      packed.on("error", (fault) => checked.destroy(fault));
      checked.on("close", () => packed.destroy());
      return packed.pipe(checked);
    },
    close: () => file.close(),
  };
}

/** yauzl holds entries to their size, not to their checksum: one flipped bit would be another name in a register. */
function checksummed(expected: number): Transform {
  let sum = 0;
  return new Transform({
    transform(piece: Buffer, _, done) {
      sum = crc32(piece, sum);
      done(null, piece);
    },
    flush(done) {
      done(sum === expected ? null : new Error("the entry's checksum does not fit"));
    },
  });
}

async function readDirectory(file: ZipFile, limits: ZipLimits): Promise<readonly Entry[] | Refusal> {
  if (file.entryCount > limits.entries) return refuse("too-large", "archive-entries", { facts: { most: limits.entries } });
  if (file.comment.length > 0) return refuse("invalid", "archive-mixed");
  const entries: Entry[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  let packed = 0;
  try {
    for await (const entry of file.eachEntry()) {
      const refusal = judgeEntry(entry, limits);
      if (refusal !== undefined) return refusal;
      // Readers that ignore case would see one of the two, and not the same one.
      const name = entry.fileName.toLowerCase();
      if (names.has(name)) return refuse("invalid", "archive-damaged");
      names.add(name);
      unpacked += entry.uncompressedSize;
      packed += entry.compressedSize;
      if (unpacked > limits.unpackedBytes)
        return refuse("too-large", "archive-unpacked", { facts: { most: limits.unpackedBytes } });
      entries.push(entry);
    }
  } catch (fault) {
    // yauzl tells a name that leaves the folder from other damage by its message only.
    const slips =
      fault instanceof Error && /^(absolute path|invalid relative path|invalid characters in fileName)/.test(fault.message);
    return refuse("invalid", slips ? "archive-escapes" : "archive-damaged");
  }
  if (unpacked > Math.max(packed, 1) * limits.ratio && unpacked > SMALL_ENTRY_BYTES) return ratioRefused(limits);
  return entriesOverlap(entries) ?? entries;
}

function judgeEntry(entry: Entry, limits: ZipLimits): Refusal | undefined {
  if (entry.isEncrypted()) return refuse("invalid", "archive-encrypted");
  if (!entry.canDecodeFileData()) return refuse("invalid", "archive-damaged");
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK) === SYMBOLIC_LINK) return refuse("invalid", "archive-link");
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > SMALL_ENTRY_BYTES && uncompressedSize > compressedSize * limits.ratio) return ratioRefused(limits);
  return undefined;
}

/** The first entry begins the file, and none begins inside another. */
function entriesOverlap(entries: readonly Entry[]): Refusal | undefined {
  const inOrder = entries.toSorted((one, other) => one.relativeOffsetOfLocalHeader - other.relativeOffsetOfLocalHeader);
  let free = 0;
  for (const entry of inOrder) {
    const start = entry.relativeOffsetOfLocalHeader;
    if (free === 0 && start !== 0) return refuse("invalid", "archive-mixed");
    if (start < free) return refuse("invalid", "archive-bomb");
    free = start + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
  return undefined;
}

function ratioRefused(limits: ZipLimits): Refusal {
  return refuse("too-large", "archive-bomb", { facts: { most: limits.ratio } });
}
