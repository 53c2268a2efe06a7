import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandRefusal } from "./command.ts";

/** A log to read: live at an address, or a folder somebody downloaded. */
export type LogSource = {
  /** Where it is, for people. */
  readonly place: string;
  readonly live: boolean;
  /** A file by its path below the log; undefined: there is none, or nobody gives it. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
};

const TIMEOUT_MS = 30_000;
/** The largest is a page of 256 contents of half a megabyte. */
const MOST_BYTES = 256 * 1024 * 1024;
const PATH = /^[A-Za-z0-9._~!-]+(?:\/[A-Za-z0-9._~!-]+)*$/;

/** `https://host/t/qinghe`, any page below it, the log's own address, or a folder. @throws CommandRefusal */
export async function openLog(place: string): Promise<LogSource> {
  if (/^https?:\/\//.test(place)) return await openAddress(addressOf(place));
  const folder = resolve(process.env["INIT_CWD"] ?? process.cwd(), place);
  if (!existsSync(join(folder, "checkpoint")))
    throw new CommandRefusal("no-log", `${place} is no address, and no folder with a checkpoint in it`);
  return { place: folder, live: false, read: async (path) => await readInFolder(folder, path) };
}

/** The log of the tenant a page belongs to; any other address is the log's own (a mirror). */
export function addressOf(place: string): URL {
  if (!URL.canParse(place)) throw new CommandRefusal("no-log", `${place} is no address`);
  const url = new URL(place);
  const tenant = /^(.*\/t\/[a-z0-9-]+)(?:\/.*)?$/.exec(url.pathname)?.[1];
  return new URL(tenant === undefined ? `${url.pathname.replace(/\/$/, "")}/` : `${tenant}/log/`, url.origin);
}

async function openAddress(base: URL): Promise<LogSource> {
  const read = async (path: string) => await fetchFile(base, path);
  // Asked once here, so that a server that is not there is told from a log that has lost its checkpoint.
  await read("checkpoint");
  return { place: base.href, live: true, read };
}

async function fetchFile(base: URL, path: string): Promise<Uint8Array | undefined> {
  if (!PATH.test(path) || path.includes("..")) return undefined;
  try {
    const answer = await fetch(new URL(path, base), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.ok) return bytes.length <= MOST_BYTES ? bytes : undefined;
    if (answer.status < 500) return undefined;
    throw new Error(`it answers ${answer.status}`);
  } catch (error) {
    throw new CommandRefusal("unreachable", `${base.href} does not answer: ${reasonOf(error)}`);
  }
}

async function readInFolder(folder: string, path: string): Promise<Uint8Array | undefined> {
  if (!PATH.test(path) || path.includes("..")) return undefined;
  const found = await stat(join(folder, path)).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size > MOST_BYTES) return undefined;
  return new Uint8Array(await readFile(join(folder, path)));
}

export function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
