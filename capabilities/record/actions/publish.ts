import { sign } from "node:crypto";
import {
  entriesPath,
  formatCheckpoint,
  formatNote,
  formatNoteKey,
  growTiles,
  growTree,
  equalHashes,
  HASH_BYTES,
  type Hash,
  hashLeaf,
  joinBytes,
  LogFault,
  noteKey,
  openTiledTree,
  type ReadTile,
  signNote,
  type Tile,
  TILE_WIDTH,
  tilePath,
  utf8,
  writeEntries,
} from "@gongzhi/merkle-log";
import type { ActionContext, Sweep } from "#platform/capability.ts";
import { logKeyOf } from "#platform/crypto/log-keys.ts";
import { type Halt, judgeRoots, judgeStanding, type SignedHead } from "../domain/judge-standing.ts";
import { findLog, findLogsDue, keepCheckpoint, type LogRow } from "../store/log.ts";
import { findLeafHashes, findLeaves } from "../store/sequence-entries.ts";
import { halt, isHalted } from "./halt.ts";
import { CHECKPOINT, FOLDER, type Published, readSignedHeads } from "./signed-heads.ts";

/** Writes the tiles a log has grown by, signs its head and publishes it: only what is committed, and only what holds all signed before. */
export const PUBLISHER: Sweep = { purpose: "record/publish", find: findLogsDue, handle: publish };

type Grown = readonly { readonly tile: Tile; readonly bytes: Uint8Array }[];

async function publish(context: ActionContext): Promise<boolean> {
  const { tx, now } = context;
  const log = await findLog(tx, "lock");
  if (log === undefined || log.dueAt === null || log.dueAt > now || isHalted(log, now)) return false;
  const signed = await readSignedHeads(context, log.origin);
  if (typeof signed === "string") return await halt(context, signed);
  const root = growTree(log.size, log.frontier).root();
  const fault = judgeStanding({ size: log.size, root }, signed.heads);
  if (fault !== undefined) return await halt(context, fault);
  const grown = await growFiles(context, log, root, signed.published, signed.heads);
  if (typeof grown === "string") return await halt(context, grown);
  const altered = await writeFiles(context, grown);
  if (altered !== undefined) return await halt(context, altered);
  const note = signed.published?.size === log.size ? signed.published.note : await signHead(context, log, root);
  // The moment of publishing: from here on the log may only grow from this head, whatever becomes of the database.
  await context.house.published.write(context.tenant.id, `${FOLDER}/${CHECKPOINT}`, utf8(note));
  await keepCheckpoint(tx, log.size, note);
  await dropPartialTiles(context, grown);
  return true;
}

/** The tiles to write: those after the published ones, or, where these are not what they should be, all of them from the database. */
async function growFiles(
  context: ActionContext,
  log: LogRow,
  root: Hash,
  published: Published | undefined,
  heads: readonly SignedHead[],
): Promise<Grown | Halt> {
  const from = published?.size ?? 0n;
  const onDisk = readTileOf(context);
  try {
    const grown = await growTiles(from, await findLeafHashes(context.tx, from, log.size), onDisk);
    if ((await judgeTree(log.size, root, heads, overlay(grown, onDisk))) === undefined) return grown;
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
  }
  const all = await growTiles(0n, await findLeafHashes(context.tx, 0n, log.size), nowhere);
  return (await judgeTree(log.size, root, heads, overlay(all, nowhere))) ?? all;
}

async function judgeTree(size: bigint, root: Hash, heads: readonly SignedHead[], read: ReadTile): Promise<Halt | undefined> {
  const tree = openTiledTree(size, read);
  if (!equalHashes(await tree.root(), root)) return "database-altered";
  const roots: Hash[] = [];
  for (const head of heads) roots.push(await tree.rootAt(head.size));
  return judgeRoots(heads, roots);
}

async function writeFiles(context: ActionContext, grown: Grown): Promise<Halt | undefined> {
  for (const { tile, bytes } of grown) {
    const entries = tile.level === 0 ? await bundleOf(context, tile, bytes) : [];
    if (typeof entries === "string") return entries;
    // Neither says anything before the head that is published after them.
    await Promise.all([{ path: tilePath(tile), bytes }, ...entries].map(async (file) => await writeFile(context, file)));
  }
  return undefined;
}

type LogFile = { readonly path: string; readonly bytes: Uint8Array };

async function writeFile({ house, tenant }: ActionContext, { path, bytes }: LogFile): Promise<void> {
  await house.published.write(tenant.id, `${FOLDER}/${path}`, bytes);
}

/** The entries whose hashes a lowest tile holds. */
async function bundleOf({ tx }: ActionContext, tile: Tile, hashes: Uint8Array): Promise<readonly LogFile[] | Halt> {
  const first = tile.index * BigInt(TILE_WIDTH);
  const leaves = await findLeaves(tx, first, first + BigInt(tile.width));
  const entries = leaves.map(({ leaf }) => utf8(leaf));
  if (!equalHashes(joinBytes(entries.map(hashLeaf)), hashes)) return "database-altered";
  return [{ path: entriesPath(tile), bytes: writeEntries(entries) }];
}

async function signHead({ house, tenant }: ActionContext, log: LogRow, root: Hash): Promise<string> {
  const { privateKey, publicKey } = logKeyOf(house.keys.log, tenant.id);
  const key = noteKey(log.origin, publicKey);
  await showKey(house, tenant.id, utf8(`${formatNoteKey(key)}\n`));
  const text = formatCheckpoint({ origin: log.origin, size: log.size, root });
  const signature = await signNote(text, key, (message) => new Uint8Array(sign(null, message, privateKey)));
  return formatNote({ text, signatures: [signature] });
}

/** Written where it is not there yet, or not this one: it stays the same for years. */
async function showKey({ published }: ActionContext["house"], tenantId: string, key: Uint8Array): Promise<void> {
  const shown = await published.read(tenantId, `${FOLDER}/key`);
  if (shown === undefined || !Buffer.from(key).equals(shown)) await published.write(tenantId, `${FOLDER}/key`, key);
}

/** A full tile says all its partial ones said. */
async function dropPartialTiles({ house, tenant }: ActionContext, grown: Grown): Promise<void> {
  for (const { tile } of grown) {
    if (tile.width < TILE_WIDTH) continue;
    await house.published.drop(tenant.id, `${FOLDER}/${tilePath(tile)}.p`);
    if (tile.level === 0) await house.published.drop(tenant.id, `${FOLDER}/${entriesPath(tile)}.p`);
  }
}

/** Tiles as they are published. @throws LogFault where there is none */
export function readTileOf({ house, tenant }: Pick<ActionContext, "house" | "tenant">): ReadTile {
  return async (tile) => {
    const exact = await house.published.read(tenant.id, `${FOLDER}/${tilePath(tile)}`);
    const full = exact ?? (await house.published.read(tenant.id, `${FOLDER}/${tilePath({ ...tile, width: TILE_WIDTH })}`));
    if (full === undefined) throw new LogFault("bad-tile", `${tilePath(tile)} is missing`);
    return exact ?? full.slice(0, tile.width * HASH_BYTES);
  };
}

function overlay(grown: Grown, below: ReadTile): ReadTile {
  const bytes = new Map(grown.map((one) => [tilePath(one.tile), one.bytes]));
  return async (tile) => bytes.get(tilePath(tile)) ?? (await below(tile));
}

const nowhere: ReadTile = async (tile) => {
  throw new LogFault("bad-tile", `${tilePath(tile)} is missing`);
};
