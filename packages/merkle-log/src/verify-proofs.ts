import { equalHashes, HASH_BYTES, hashNode, type Hash } from "./merkle-hash.ts";

/** No proof of a tree that can be is longer: one hash a level, and one more for a consistency proof's beginning. */
const MOST_HASHES = 64;

export type Inclusion = {
  /** Counted from 0. */
  readonly index: bigint;
  readonly size: bigint;
  readonly leaf: Hash;
  /** From the leaf's sibling up to the root's child. */
  readonly proof: readonly Hash[];
  readonly root: Hash;
};

/** RFC 9162 §2.1.3.2: is this leaf at this index of the tree with this root? */
export function verifyInclusion({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (index < 0n || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let place = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      hash = hashNode(sibling, hash);
      // A right-most subtree has no sibling on some levels: they are passed over.
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else hash = hashNode(hash, sibling);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && equalHashes(hash, root);
}

export type Consistency = {
  /** At least 1: every tree is consistent with the empty one, so that says nothing. */
  readonly from: bigint;
  readonly to: bigint;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
};

/** RFC 9162 §2.1.4.2: is the smaller tree the beginning of the larger one? */
export function verifyConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): boolean {
  if (from < 1n || from > to) return false;
  if (from === to) return proof.length === 0 && equalHashes(fromRoot, toRoot);
  if (!areHashes([fromRoot, toRoot, ...proof])) return false;
  // A full subtree is in the larger tree as it is: the proof leaves it out.
  const path = (from & (from - 1n)) === 0n ? [fromRoot, ...proof] : [...proof];
  let [place, last] = [from - 1n, to - 1n];
  while ((place & 1n) === 1n) [place, last] = [place >> 1n, last >> 1n];
  const first = path.shift();
  if (first === undefined) return false;
  let [older, newer] = [first, first];
  for (const hash of path) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      older = hashNode(hash, older);
      newer = hashNode(hash, newer);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else newer = hashNode(newer, hash);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && equalHashes(older, fromRoot) && equalHashes(newer, toRoot);
}

function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.length <= MOST_HASHES + 2 && hashes.every((hash) => hash.length === HASH_BYTES);
}
