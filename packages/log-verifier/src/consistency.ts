import { same } from "./bytes.ts";
import type { Head } from "./checkpoint.ts";
import { nodeHash, pageAt, type ReadFile, readTile, rootOf } from "./tree.ts";

type Seen = Pick<Head, "size" | "root">;
/** Hash of the full subtree of 2^height leaves, the index-th of its height. */
type ReadNode = (height: number, index: number) => Promise<Uint8Array>;

class TileMissing extends Error {}

/**
 * Does what lies there hold the tree that was seen, and is it the tree that is signed? Both roots are made from the same few hashes of
 * the tiles, so that if both fit, the one holds the other (RFC 9162 §2.1.4). Reads O(log n) tiles.
 * @returns a sentence where a tile is missing
 */
export async function compareRoots(
  read: ReadFile,
  head: Seen,
  before: Seen,
): Promise<{ readonly holds: boolean; readonly isSigned: boolean } | string> {
  // Each once: a log that answers the second reading otherwise would else pass with two trees.
  const hashes = new Map<string, Promise<Uint8Array>>();
  const node: ReadNode = async (height, index) => {
    const name = `${height}/${index}`;
    const hash = hashes.get(name) ?? readNode(read, head.size, height, index);
    hashes.set(name, hash);
    return await hash;
  };
  try {
    return {
      isSigned: same(await rootOver(node, 0, head.size, before.size), head.root),
      holds: same(await rootOver(node, 0, before.size, before.size), before.root),
    };
  } catch (error) {
    if (error instanceof TileMissing) return error.message;
    throw error;
  }
}

/** A subtree on one side of the cut is one hash; one the cut goes through is put together from its halves. */
async function rootOver(node: ReadNode, first: number, count: number, cut: number): Promise<Uint8Array> {
  if (count === 0) return rootOf([]);
  const half = halfOf(count);
  const whole = count === 1 || half * 2 === count;
  if (whole && first % count === 0 && (first + count <= cut || first >= cut))
    return await node(Math.round(Math.log2(count)), first / count);
  return nodeHash(await rootOver(node, first, half, cut), await rootOver(node, first + half, count - half, cut));
}

/** The largest power of two below a count. */
function halfOf(count: number): number {
  let half = 1;
  while (half * 2 < count) half *= 2;
  return half;
}

/** Tile level L holds the roots of full subtrees of 256^L leaves (C2SP tlog-tiles); what lies between is folded. */
async function readNode(read: ReadFile, size: number, height: number, index: number): Promise<Uint8Array> {
  const level = Math.floor(height / 8);
  const width = 2 ** (height % 8);
  const first = index * width;
  const page = pageAt(level, Math.floor(size / 256 ** level), Math.floor(first / 256));
  const tile = await readTile(read, page);
  const hashes = tile?.slice(first % 256, (first % 256) + width);
  if (hashes?.length !== width) throw new TileMissing(`${page.path} is missing or of another length`);
  return rootOf(hashes);
}
