import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, mkdir, open, readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { clearOldDrafts } from "./old-drafts.ts";

export type StoredFile = { readonly sha256: string; readonly bytes: number };

/** Files under their SHA-256: equal bytes lie once, and a changed byte shows when they are read. */
export type FileStore = {
  /** A private path for something on its way in or out; whoever asks removes it. Leftovers of a crash go after a day. */
  readonly draftPath: () => string;
  /** Takes over a draft: whole and on the disk when this returns, or not there. */
  readonly keep: (draftPath: string) => Promise<StoredFile>;
  readonly has: (sha256: string) => Promise<boolean>;
  /** The bytes; the stream errs at its end if they are no longer those of the name. */
  readonly read: (sha256: string) => Promise<Readable>;
  /** Where the file lies, for readers that need to seek (tables). */
  readonly path: (sha256: string) => string;
  /** Removes it if it is there. The caller knows that no row names it any more; a `keep` of the same bytes meanwhile is theirs to exclude. */
  readonly remove: (sha256: string) => Promise<void>;
  /** Every name in the store, in order: to find what no row names. */
  readonly list: () => AsyncIterable<string>;
};

const DRAFTS = "drafts";
const SHA256 = /^[0-9a-f]{64}$/;

/** Opens the store in `folder` (made 0700) and clears drafts a crash has left. */
export async function openFileStore(folder: string): Promise<FileStore> {
  await mkdir(join(folder, DRAFTS), { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await clearOldDrafts(join(folder, DRAFTS));
  const disk = new Disk(new FSDriver({ location: folder, visibility: "private" }));
  return {
    draftPath: () => join(folder, DRAFTS, randomUUID()),
    keep: (draftPath) => keepDraft(folder, draftPath),
    has: (sha256) => disk.exists(keyOf(sha256)),
    read: async (sha256) => {
      // A stream of a missing file would fail only when nobody listens yet.
      if (!(await disk.exists(keyOf(sha256)))) throw new Error(`stored file ${sha256} is missing`);
      const bytes = await disk.getStream(keyOf(sha256));
      const checked = hashChecked(sha256);
      bytes.on("error", (fault) => checked.destroy(fault));
      checked.on("close", () => bytes.destroy());
      return bytes.pipe(checked);
    },
    path: (sha256) => join(folder, keyOf(sha256)),
    remove: (sha256) => disk.delete(keyOf(sha256)),
    list: () => listNames(folder),
  };
}

/** Two levels of 256 folders: a million files are sixteen to a folder. */
function keyOf(sha256: string): string {
  if (!SHA256.test(sha256)) throw new Error("not a SHA-256 in hex");
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

/**
 * flydrive's own `put` neither syncs nor renames: a crash would leave half a file under its final name. So: sync the draft, rename,
 * sync the folder.
 */
async function keepDraft(folder: string, draftPath: string): Promise<StoredFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(draftPath)) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
  }
  const sha256 = hash.digest("hex");
  const path = join(folder, keyOf(sha256));
  await chmod(draftPath, 0o600);
  await sync(draftPath);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // Over an equal file too: if that one has been damaged since, this mends it.
  await rename(draftPath, path);
  await sync(dirname(path));
  await sync(dirname(dirname(path)));
  await sync(folder);
  return { sha256, bytes };
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hashChecked(sha256: string): Transform {
  const hash = createHash("sha256");
  return new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      done(null, piece);
    },
    flush(done) {
      done(hash.digest("hex") === sha256 ? null : new Error(`stored file ${sha256} was changed`));
    },
  });
}

async function* listNames(folder: string): AsyncGenerator<string> {
  for (const first of await hexFolders(folder)) {
    for (const second of await hexFolders(join(folder, first))) {
      for (const name of (await readdir(join(folder, first, second))).sort()) if (SHA256.test(name)) yield name;
    }
  }
}

async function hexFolders(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name)).sort();
}
