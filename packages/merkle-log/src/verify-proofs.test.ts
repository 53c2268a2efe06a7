import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { fromBase64, toHex } from "./bytes.ts";
import { plainConsistency, plainInclusion, plainLeaf, plainRoot } from "./fixtures/plain-tree.ts";
import { readVectors, VECTORS } from "./fixtures/real-data.ts";
import { tileStore } from "./fixtures/tile-store.ts";
import type { Hash } from "./merkle-hash.ts";
import { openTiledTree } from "./tiled-tree.ts";
import { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from "./verify-proofs.ts";

type Vector = { readonly wantErr: boolean; readonly proof: readonly string[] | null };
type InclusionVector = Vector & {
  readonly leafIdx: bigint;
  readonly treeSize: bigint;
  readonly root: string;
  readonly leafHash: string;
};
type ConsistencyVector = Vector & {
  readonly size1: bigint;
  readonly size2: bigint;
  readonly root1: string;
  readonly root2: string;
};

const bytes = (text: string | null) => fromBase64(text ?? "");
const inclusionVectors = readVectors<InclusionVector>(resolve(VECTORS, "inclusion"));
const consistencyVectors = readVectors<ConsistencyVector>(resolve(VECTORS, "consistency"));

describe.skipIf(inclusionVectors.length === 0)("transparency-dev's vectors", () => {
  test("are all there: 196, and as many must fail as the files say", () => {
    expect(inclusionVectors.length + consistencyVectors.length).toBe(196);
  });

  test.each(inclusionVectors)("inclusion/%s", (_, { leafIdx, treeSize, root, leafHash, proof, wantErr }) => {
    const given = { index: leafIdx, size: treeSize, leaf: bytes(leafHash), root: bytes(root), proof: (proof ?? []).map(bytes) };
    expect(verifyInclusion(given)).toBe(!wantErr);
  });

  test.each(consistencyVectors)("consistency/%s", (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const given = { from: size1, to: size2, fromRoot: bytes(root1), toRoot: bytes(root2), proof: (proof ?? []).map(bytes) };
    expect(verifyConsistency(given)).toBe(!wantErr);
  });
});

const LARGEST = 256;
/** Every bit of everything is flipped in small trees, in all of them nightly; else a bit here and there, another one each time. */
const EVERY_BIT_TO = process.env["GONGZHI_NIGHTLY"] === "1" ? LARGEST : 10;
/** 160 million proofs, half an hour where two runs share a core. */
const LONG_MS = 7_200_000;
const LEAVES = Array.from({ length: LARGEST }, (_, index) => plainLeaf(Uint8Array.of(index)));
const store = tileStore();
await store.append(LEAVES);
let flips = 0;

function* flipped(hash: Hash, everyBit: boolean): Generator<Hash> {
  const all = hash.length * 8;
  for (let bit = everyBit ? 0 : (flips += 37) % all; bit < all; bit += everyBit ? 1 : all) {
    const changed = Uint8Array.from(hash);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    yield changed;
  }
}

function* flippedProofs(proof: readonly Hash[], everyBit: boolean): Generator<readonly Hash[]> {
  for (const [at, hash] of proof.entries()) {
    if (!everyBit && at !== flips % proof.length) continue;
    for (const changed of flipped(hash, everyBit)) yield proof.with(at, changed);
  }
}

test(
  "sizes 1 to 256, every index: the proof is the definition's, verifies, and fails with any bit changed",
  async () => {
    let changed = 0;
    const wrong: unknown[] = [];
    for (let size = 1; size <= LARGEST; size += 1) {
      const tree = openTiledTree(BigInt(size), store.readAt(size));
      const root = await tree.root();
      const some = size < 20 || size % 51 === 0;
      for (let index = 0; index < size; index += 1) {
        const proof = await tree.proveInclusion(BigInt(index));
        if (some) expect(proof.map(toHex)).toEqual(plainInclusion(index, LEAVES.slice(0, size)).map(toHex));
        const given: Inclusion = { index: BigInt(index), size: BigInt(size), leaf: LEAVES[index]!, root, proof };
        if (!verifyInclusion(given)) wrong.push(given);
        for (const other of inclusionsBut(given, size <= EVERY_BIT_TO)) {
          changed += 1;
          if (verifyInclusion(other)) wrong.push(other);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changed).toBeGreaterThan(250_000);
  },
  LONG_MS,
);

function* inclusionsBut(given: Inclusion, everyBit: boolean): Generator<Inclusion> {
  for (const proof of flippedProofs(given.proof, everyBit)) yield { ...given, proof };
  for (const leaf of flipped(given.leaf, everyBit)) yield { ...given, leaf };
  for (const root of flipped(given.root, everyBit)) yield { ...given, root };
  yield { ...given, proof: given.proof.slice(0, -1), ...(given.proof.length === 0 ? { size: 0n } : {}) };
  yield { ...given, proof: [...given.proof, given.leaf] };
  yield { ...given, index: given.size };
  yield { ...given, index: -1n };
  if (given.size > 1n) yield { ...given, index: given.index ^ 1n };
}

test(
  "every pair of sizes up to 256: the proof is the definition's, verifies, and fails with any bit changed",
  async () => {
    let changed = 0;
    const wrong: unknown[] = [];
    const roots = Array.from({ length: LARGEST + 1 }, (_, size) => plainRoot(LEAVES.slice(0, size)));
    for (let to = 1; to <= LARGEST; to += 1) {
      const tree = openTiledTree(BigInt(to), store.readAt(to));
      const some = to < 20 || to % 51 === 0;
      for (let from = 1; from <= to; from += 1) {
        const proof = await tree.proveConsistency(BigInt(from));
        if (some) expect(proof.map(toHex)).toEqual(plainConsistency(from, LEAVES.slice(0, to)).map(toHex));
        const given: Consistency = { from: BigInt(from), to: BigInt(to), fromRoot: roots[from]!, toRoot: roots[to]!, proof };
        if (!verifyConsistency(given)) wrong.push(given);
        for (const other of consistenciesBut(given, to <= EVERY_BIT_TO)) {
          changed += 1;
          if (verifyConsistency(other)) wrong.push(other);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(changed).toBeGreaterThan(250_000);
  },
  LONG_MS,
);

function* consistenciesBut(given: Consistency, everyBit: boolean): Generator<Consistency> {
  for (const proof of flippedProofs(given.proof, everyBit)) yield { ...given, proof };
  for (const fromRoot of flipped(given.fromRoot, everyBit)) yield { ...given, fromRoot };
  for (const toRoot of flipped(given.toRoot, everyBit)) yield { ...given, toRoot };
  yield { ...given, proof: [...given.proof, given.toRoot] };
  yield { ...given, from: 0n };
  yield { ...given, from: given.to + 1n };
  if (given.proof.length > 0) yield { ...given, proof: given.proof.slice(0, -1) };
}

test("indexes beyond 2^53 are exact: a proof at 2^53 + 1 does not verify at 2^53", () => {
  const size = 2n ** 60n;
  const proof = Array.from({ length: 60 }, (_, level) => plainLeaf(Uint8Array.of(level)));
  const leaf = plainLeaf(Uint8Array.of(1));
  const index = 2n ** 53n + 1n;
  const root = proof.reduce((hash, sibling, level) => {
    const right = ((index >> BigInt(level)) & 1n) === 1n;
    return plainRoot(right ? [sibling, hash] : [hash, sibling]);
  }, leaf);
  expect(verifyInclusion({ index, size, leaf, root, proof })).toBe(true);
  expect(verifyInclusion({ index: index - 1n, size, leaf, root, proof })).toBe(false);
  expect(verifyInclusion({ index: index ^ (1n << 59n), size, leaf, root, proof })).toBe(false);
});
