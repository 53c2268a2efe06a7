import { joinBytes } from "./bytes.ts";
import { LogFault } from "./fault.ts";
import { EMPTY_ROOT, foldHashes, foldOnce, HASH_BYTES, type Hash } from "./merkle-hash.ts";
import { TILE_HEIGHT, TILE_WIDTH, type Tile, tileOf, tilePath, tilesBetween } from "./tile-paths.ts";
import { assertSize, foldRoots } from "./tree.ts";

/** Gives a tile's bytes, from a disk, a database or the network: 32 for each hash of its width. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

/** A tree of a size whose hashes lie in tiles: reads only those it needs, each once. */
export type TiledTree = {
  readonly size: bigint;
  readonly root: () => Promise<Hash>;
  /** The root of its first leaves: what a checkpoint of that size must say. */
  readonly rootAt: (size: bigint) => Promise<Hash>;
  readonly leaf: (index: bigint) => Promise<Hash>;
  /** RFC 9162 §2.1.3.1: at most ⌈log₂ n⌉ hashes. */
  readonly proveInclusion: (index: bigint) => Promise<readonly Hash[]>;
  /** RFC 9162 §2.1.4.1, from the tree of its first leaves to itself. @param from at least 1 */
  readonly proveConsistency: (from: bigint) => Promise<readonly Hash[]>;
};

export function openTiledTree(size: bigint, read: ReadTile): TiledTree {
  assertSize(size);
  const subtree = subtreesOf(size, read);
  const range = async (from: bigint, to: bigint) => await rootOfRange(subtree, from, to);
  const roots = async (ranges: readonly Range[]) => {
    const hashes: Hash[] = [];
    for (const [from, to] of ranges) hashes.push(await range(from, to));
    return hashes;
  };
  const rootAt = async (at: bigint) => {
    if (at < 0n || at > size) throw new LogFault("bad-size", `a tree of ${size} leaves does not know the one of ${at}`);
    return at === 0n ? EMPTY_ROOT : await range(0n, at);
  };
  return {
    size,
    rootAt,
    root: async () => await rootAt(size),
    leaf: async (index) => {
      assertIndex(index, size);
      return await subtree(0, index);
    },
    proveInclusion: async (index) => {
      assertIndex(index, size);
      return await roots(inclusionRanges(index, size));
    },
    proveConsistency: async (from) => {
      if (from < 1n || from > size) throw new LogFault("bad-size", `no proof leads from ${from} to ${size}`);
      return await roots(consistencyRanges(from, size));
    },
  };
}

/**
 * The tiles that leaves add to a tree of this size, and those they make longer, as they are then. It reads the last, partial tile
 * of each level that changes.
 */
export async function growTiles(
  size: bigint,
  leaves: readonly Hash[],
  read: ReadTile,
): Promise<readonly { readonly tile: Tile; readonly bytes: Uint8Array }[]> {
  const to = size + BigInt(leaves.length);
  assertSize(to);
  const grown: { readonly tile: Tile; readonly bytes: Uint8Array }[] = [];
  let level = -1;
  let fresh: Hash[] = [];
  let full: Hash[] = [...leaves];
  let taken = 0;
  for (const tile of tilesBetween(size, to)) {
    if (tile.level !== level) {
      level = tile.level;
      [fresh, full, taken] = [full, [], 0];
    }
    const before = (size >> BigInt(TILE_HEIGHT * level)) - tile.index * BigInt(TILE_WIDTH);
    const old = before > 0n ? await readWhole(read, { ...tile, width: Number(before) }) : new Uint8Array();
    const count = tile.width - old.length / HASH_BYTES;
    const bytes = joinBytes([old, ...fresh.slice(taken, (taken += count))]);
    grown.push({ tile, bytes });
    if (tile.width === TILE_WIDTH) full.push(foldHashes(bytes));
  }
  return grown;
}

type Range = readonly [from: bigint, to: bigint];

/** The subtrees beside the way from the root to a leaf, the nearest to the leaf first. */
function inclusionRanges(index: bigint, size: bigint): readonly Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0n, size];
  while (to - from > 1n) {
    const middle = from + largestPowerBelow(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return ranges.reverse();
}

/** The same for the way to where the smaller tree ends; where that is a whole subtree that is not the smaller tree itself, it comes first. */
function consistencyRanges(smaller: bigint, size: bigint): readonly Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0n, size];
  while (smaller !== to) {
    const middle = from + largestPowerBelow(to - from);
    if (smaller <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  if (from !== 0n) ranges.push([from, to]);
  return ranges.reverse();
}

/** From a multiple of the power of two that is no smaller than its length, as every subtree of RFC 9162 begins. */
async function rootOfRange(subtree: (height: number, index: bigint) => Promise<Hash>, from: bigint, to: bigint): Promise<Hash> {
  const full: Hash[] = [];
  for (let at = from; at < to;) {
    const height = heightOf(to - at);
    full.push(await subtree(height, at >> BigInt(height)));
    at += 1n << BigInt(height);
  }
  return foldRoots(full);
}

type ReadSubtree = (height: number, index: bigint) => Promise<Hash>;

/** Roots of full subtrees. Each tile is read once, and each level within it folded once, when it is first asked for. */
function subtreesOf(size: bigint, read: ReadTile): ReadSubtree {
  const tiles = new Map<string, Promise<Uint8Array[]>>();
  const levelsOf = async (tile: Tile) => {
    const path = tilePath(tile);
    const known = tiles.get(path) ?? readWhole(read, tile).then((bytes) => [bytes]);
    tiles.set(path, known);
    return await known;
  };
  return async (height, index) => {
    const within = height % TILE_HEIGHT;
    const first = index << BigInt(within);
    const levels = await levelsOf(tileOf(size, Math.floor(height / TILE_HEIGHT), first >> BigInt(TILE_HEIGHT)));
    while (levels.length <= within) levels.push(foldOnce(levels.at(-1)!));
    const at = (Number(first & BigInt(TILE_WIDTH - 1)) >> within) * HASH_BYTES;
    return levels[within]!.slice(at, at + HASH_BYTES);
  };
}

async function readWhole(read: ReadTile, tile: Tile): Promise<Uint8Array> {
  const bytes = await read(tile);
  if (bytes.length !== tile.width * HASH_BYTES)
    throw new LogFault("bad-tile", `${tilePath(tile)} has ${bytes.length} bytes, not ${tile.width * HASH_BYTES}`);
  return bytes;
}

function assertIndex(index: bigint, size: bigint): void {
  if (index < 0n || index >= size) throw new LogFault("bad-size", `a tree of ${size} leaves has no leaf ${index}`);
}

/** The largest power of two that is smaller than n; n is at least 2. */
function largestPowerBelow(n: bigint): bigint {
  return 1n << BigInt(heightOf(n - 1n));
}

/** ⌊log₂ n⌋ */
function heightOf(n: bigint): number {
  return n.toString(2).length - 1;
}
