import { same } from "./bytes.ts";
import type { Head } from "./checkpoint.ts";
import { nodeHash, rootOf } from "./tree.ts";

type Seen = Pick<Head, "size" | "root">;

/**
 * Does a consistency proof show that one tree holds another as its beginning (RFC 9162 §2.1.4.2)? The proof is empty where nothing was
 * there before or nothing came.
 * @param proof hashes of 32 bytes, in the order of the RFC
 */
export function provesGrowth(before: Seen, head: Seen, proof: readonly Uint8Array[]): boolean {
  if (before.size > head.size) return false;
  if (before.size === head.size) return proof.length === 0 && same(before.root, head.root) && isWhole(head);
  if (before.size === 0) return proof.length === 0;
  return climb(before, head, isPowerOfTwo(before.size) ? [before.root, ...proof] : proof);
}

function climb(before: Seen, head: Seen, path: readonly Uint8Array[]): boolean {
  const [start, ...steps] = path;
  if (start === undefined || steps.length === 0) return false;
  // Divided and not shifted: sizes go beyond what 32 bits hold.
  let [at, last] = [before.size - 1, head.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [old, grown] = [start, start];
  for (const hash of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [old, grown] = [nodeHash(hash, old), nodeHash(hash, grown)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else grown = nodeHash(grown, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(old, before.root) && same(grown, head.root);
}

/** A tree without leaves has one root only. */
function isWhole({ size, root }: Seen): boolean {
  return size > 0 || same(root, rootOf([]));
}

function half(count: number): number {
  return Math.floor(count / 2);
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}
