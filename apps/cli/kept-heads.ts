import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandRefusal } from "./command.ts";

/** What somebody outside remembers of a log: its key, and the newest head they found to hold. */
export type Kept = { readonly key: string; readonly checkpoint: string };

export type KeptHeads = {
  readonly kept: Kept | undefined;
  /** Whole, or as it was before, whatever is killed meanwhile. */
  readonly keep: (kept: Kept) => Promise<void>;
  /** Puts a text beside it, under a name of its own for this log. @returns the file */
  readonly put: (ending: string, text: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/**
 * Opens what is remembered of the log at a place, for one program at a time. What cannot be read is refused and never begun anew: to
 * forget a head is just what whoever sets a log back would like.
 */
export async function openKeptHeads(folder: string, place: string): Promise<KeptHeads> {
  await mkdir(folder, { recursive: true });
  const name = createHash("sha256").update(place).digest("hex").slice(0, 16);
  const file = join(folder, `${name}.json`);
  const lock = await takeLock(join(folder, `${name}.lock`));
  const put = async (ending: string, text: string) => {
    await writeWhole(join(folder, `${name}${ending}`), text);
    return join(folder, `${name}${ending}`);
  };
  try {
    return {
      kept: await readKept(file),
      keep: async ({ key, checkpoint }) => await writeWhole(file, `${JSON.stringify({ place, key, checkpoint }, null, 2)}\n`),
      put,
      close: async () => await rm(lock, { force: true }),
    };
  } catch (error) {
    await rm(lock, { force: true });
    throw error;
  }
}

async function readKept(file: string): Promise<Kept | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new CommandRefusal("state-unreadable", `${file} cannot be read: ${String(error)}`);
  });
  if (text === undefined) return undefined;
  try {
    const { key, checkpoint } = JSON.parse(text) as Partial<Kept>;
    if (typeof key === "string" && typeof checkpoint === "string") return { key, checkpoint };
  } catch {
    // said below
  }
  throw new CommandRefusal(
    "state-unreadable",
    `${file} is not what was kept there; put it back from a copy, or take it away yourself`,
  );
}

/** Written beside it, brought to the disk, and put in its place in one step. */
export async function writeWhole(file: string, text: string, mode = 0o644): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, "w", mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

async function takeLock(file: string): Promise<string> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return file;
    } catch {
      const holder = Number(await readFile(file, "utf8").catch(() => ""));
      if (holder > 0 && isRunning(holder))
        throw new CommandRefusal("state-in-use", `process ${holder} works with ${file.replace(/\.lock$/, ".json")}`);
      await rm(file, { force: true });
    }
  }
  throw new CommandRefusal("state-in-use", `${file} cannot be made`);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
