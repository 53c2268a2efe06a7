import { fromBase64 } from "./bytes.ts";
import { LogFault } from "./fault.ts";
import { EMPTY_ROOT, HASH_BYTES, hashNode, type Hash } from "./merkle-hash.ts";

/** Sizes are written in 64 bits wherever they are written (C2SP tlog-tiles, levels 0 to 63). */
export const MOST_LEAVES = 2n ** 63n - 1n;

/**
 * A growing tree that keeps only what its growth needs: the roots of the full subtrees its size is the sum of, the largest first.
 * That is all an appender has to store, log₂ n hashes.
 */
export type GrowingTree = {
  readonly size: () => bigint;
  readonly append: (leaf: Hash) => void;
  /** The Merkle Tree Hash of all leaves (RFC 9162 §2.1.1). */
  readonly root: () => Hash;
  /** The hashes to go on from later, joined: `growTree(size, frontier)`. */
  readonly frontier: () => Uint8Array;
};

/** @throws LogFault where the frontier is not one of a tree of that size. */
export function growTree(size = 0n, frontier: Uint8Array = new Uint8Array()): GrowingTree {
  assertSize(size);
  const subtrees = splitHashes(frontier);
  if (subtrees.length !== heightsOf(size).length) throw new LogFault("bad-size", `a tree of ${size} leaves has another frontier`);
  // One height for each subtree, so that appending counts in small numbers whatever the size.
  const heights = heightsOf(size);
  let leaves = size;
  return {
    size: () => leaves,
    append: (leaf) => {
      if (leaf.length !== HASH_BYTES) throw new LogFault("bad-hash", `a hash has ${HASH_BYTES} bytes`);
      if (leaves === MOST_LEAVES) throw new LogFault("bad-size", "the tree is full");
      let subtree = leaf;
      let height = 0;
      for (; heights.at(-1) === height; height += 1) {
        heights.pop();
        subtree = hashNode(subtrees.pop()!, subtree);
      }
      subtrees.push(subtree);
      heights.push(height);
      leaves += 1n;
    },
    root: () => foldRoots(subtrees),
    frontier: () => joinHashes(subtrees),
  };
}

/** The root over full subtrees that stand side by side, the largest first. */
export function foldRoots(subtrees: readonly Hash[]): Hash {
  const last = subtrees.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return subtrees.slice(0, -1).reduceRight((right, left) => hashNode(left, right), last);
}

export function assertSize(size: bigint): void {
  if (size < 0n || size > MOST_LEAVES) throw new LogFault("bad-size", `${size} is no size of a tree`);
}

export function joinHashes(hashes: readonly Hash[]): Uint8Array {
  const joined = new Uint8Array(hashes.length * HASH_BYTES);
  for (const [index, hash] of hashes.entries()) joined.set(hash, index * HASH_BYTES);
  return joined;
}

/** @throws LogFault where the bytes are no whole number of hashes. */
export function splitHashes(joined: Uint8Array): Hash[] {
  if (joined.length % HASH_BYTES !== 0) throw new LogFault("bad-hash", `${joined.length} bytes are no whole number of hashes`);
  return Array.from({ length: joined.length / HASH_BYTES }, (_, index) =>
    joined.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES),
  );
}

/** A line of a proof. @throws LogFault for anything but one hash in base64. */
export function readHash(line: string): Hash {
  const hash = fromBase64(line);
  if (hash.length !== HASH_BYTES) throw new LogFault("bad-hash", `a hash of ${hash.length} bytes`);
  return hash;
}

/** Heights of the full subtrees a size is the sum of, the largest first. */
function heightsOf(size: bigint): number[] {
  const bits = [...size.toString(2)];
  return bits.flatMap((bit, at) => (bit === "1" ? [bits.length - 1 - at] : []));
}
