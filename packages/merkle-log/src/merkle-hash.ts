import { LogFault } from "./fault.ts";
import { sha256, sha256OfNode } from "./sha256.ts";

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

/** The root of a tree without leaves: SHA-256 of nothing (RFC 9162 §2.1.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

const LEAF_MARK = 0;
const NODE_MARK = 1;
const node = new Uint8Array(1 + 2 * HASH_BYTES);
node[0] = NODE_MARK;

/** SHA-256(0x00 ‖ entry): leaves are marked, so that no node can be passed off as one. */
export function hashLeaf(entry: Uint8Array): Hash {
  const marked = new Uint8Array(1 + entry.length);
  marked[0] = LEAF_MARK;
  marked.set(entry, 1);
  return sha256(marked);
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function hashNode(left: Hash, right: Hash): Hash {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new LogFault("bad-hash", `a hash has ${HASH_BYTES} bytes`);
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256OfNode(node);
}

export function equalHashes(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
