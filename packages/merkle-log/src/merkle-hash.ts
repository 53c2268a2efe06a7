import { LogFault } from "./fault.ts";
import { sha256, sha256Marked, sha256OfPair } from "./sha256.ts";

/** 32 bytes of SHA-256. */
export type Hash = Uint8Array;
export const HASH_BYTES = 32;

/** The root of a tree without leaves: SHA-256 of nothing (RFC 9162 §2.1.1). */
export const EMPTY_ROOT: Hash = sha256(new Uint8Array());

const LEAF_MARK = 0;
const pair = new Uint8Array(2 * HASH_BYTES);

/** SHA-256(0x00 ‖ entry): leaves are marked, so that no node can be passed off as one. */
export function hashLeaf(entry: Uint8Array): Hash {
  return sha256Marked(LEAF_MARK, entry);
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function hashNode(left: Hash, right: Hash): Hash {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new LogFault("bad-hash", `a hash has ${HASH_BYTES} bytes`);
  pair.set(left);
  pair.set(right, HASH_BYTES);
  const node = new Uint8Array(HASH_BYTES);
  sha256OfPair(pair, 0, node, 0);
  return node;
}

/** One level up: the hash of each pair of hashes that lie one behind the other; one without a neighbour is left out. */
export function foldOnce(joined: Uint8Array): Uint8Array {
  const folded = new Uint8Array(Math.floor(joined.length / (2 * HASH_BYTES)) * HASH_BYTES);
  for (let at = 0; at < folded.length; at += HASH_BYTES) sha256OfPair(joined, 2 * at, folded, at);
  return folded;
}

/** The root over a power of two of hashes that lie one behind the other: a full tile. */
export function foldHashes(joined: Uint8Array): Hash {
  let hashes = joined;
  while (hashes.length > HASH_BYTES) hashes = foldOnce(hashes);
  return hashes;
}

export function equalHashes(one: Hash, other: Hash): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
