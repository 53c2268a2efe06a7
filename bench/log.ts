import { createHash } from "node:crypto";
import {
  growTiles,
  growTree,
  type Hash,
  hashLeaf,
  openTiledTree,
  type ReadTile,
  tilePath,
  toHex,
  utf8,
  verifyInclusion,
} from "@gongzhi/merkle-log";
import { openPeer, type Peer } from "./log/peer-rfc9162.ts";

/** Seconds of processor time for 100,000 leaves, milliseconds for a proof at a million. */
const APPEND_GOAL = 0.6;
const PROOF_GOAL = 1;
/** Our inclusion proof over the peer's, both at 10,000 leaves. */
const PEER_GOAL = 350;
const ROUNDS = 4;

/**
 * A log's work in processor time of this process, turn by turn with npm `@transmute/rfc9162` and with a tree head by Node's own
 * hash objects, which is the least a program that calls them can take. The roots are compared before anything is told.
 */
export async function bench(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const peer = await openPeer();
  await benchAppend(emit);
  await benchPeer(emit, peer);
  await benchProofs(emit);
}

async function benchAppend(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const entries = makeEntries(100_000);
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await cpu(() => append(entries));
    const floor = await cpu(() => appendByNode(entries));
    if (toHex(ours.value) !== toHex(floor.value)) throw new Error("the roots differ");
    if (round === 0) continue;
    const ratio = round2(floor.seconds / ours.seconds);
    emit({
      name: "append 100,000 leaves, cpu s",
      round,
      ours: round4(ours.seconds),
      peer: round4(floor.seconds),
      with: "node:crypto",
      ratio,
      goal: APPEND_GOAL,
    });
  }
}

async function benchPeer(emit: (line: Record<string, unknown>) => void, peer: Peer | undefined): Promise<void> {
  const name = "inclusion proof at 10,000 leaves, cpu ms";
  if (peer === undefined) return emit({ name, peer: "@transmute/rfc9162", absent: true, goal: PEER_GOAL });
  const entries = makeEntries(10_000);
  const { read, size } = await tilesOf(entries.map(hashLeaf));
  for (let round = 0; round < ROUNDS; round += 1) {
    const theirHead = await cpu(() => peer.treeHead(entries));
    const ourHead = await cpu(() => append(entries));
    if (toHex(theirHead.value) !== toHex(ourHead.value)) throw new Error("the roots differ");
    const index = (round * 3_331) % entries.length;
    const theirs = await cpu(() => peer.inclusionProof(index, entries));
    const ours = await proofsFromTiles(read, size, 200);
    if (round === 0) continue;
    emit({
      name: "tree head of 10,000 leaves, cpu ms",
      round,
      ours: millis(ourHead.seconds),
      peer: millis(theirHead.seconds),
      ratio: round2(theirHead.seconds / ourHead.seconds),
    });
    emit({
      name,
      round,
      ours: millis(ours),
      peer: millis(theirs.seconds),
      ratio: round2(theirs.seconds / ours),
      goal: PEER_GOAL,
    });
  }
}

async function benchProofs(emit: (line: Record<string, unknown>) => void): Promise<void> {
  const leaves = makeEntries(1_000_000).map(hashLeaf);
  const { read, size } = await tilesOf(leaves);
  const root = await openTiledTree(size, read).root();
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await proofsFromTiles(read, size, 500);
    const index = BigInt(round * 200_003);
    const proof = await openTiledTree(size, read).proveInclusion(index);
    if (!verifyInclusion({ index, size, leaf: leaves[Number(index)]!, root, proof }))
      throw new Error("the proof does not verify");
    if (round > 0)
      emit({ name: "inclusion proof from tiles at 1,000,000 leaves, cpu ms", round, ours: millis(ours), goal: PROOF_GOAL });
  }
}

/** Seconds a proof, each from tiles nobody has looked at before. */
async function proofsFromTiles(read: ReadTile, size: bigint, count: number): Promise<number> {
  const { seconds } = await cpu(async () => {
    for (let at = 0; at < count; at += 1) await openTiledTree(size, read).proveInclusion((BigInt(at) * 7_919n) % size);
  });
  return seconds / count;
}

function append(entries: readonly Uint8Array[]): Hash {
  const tree = growTree();
  for (const entry of entries) tree.append(hashLeaf(entry));
  return tree.root();
}

function appendByNode(entries: readonly Uint8Array[]): Hash {
  const subtrees: Uint8Array[] = [];
  const node = (left: Uint8Array, right: Uint8Array) => createHash("sha256").update("\u0001").update(left).update(right).digest();
  for (const [index, entry] of entries.entries()) {
    let subtree: Uint8Array = createHash("sha256").update("\u0000").update(entry).digest();
    for (let rest = index; rest % 2 === 1; rest = Math.floor(rest / 2)) subtree = node(subtrees.pop()!, subtree);
    subtrees.push(subtree);
  }
  return subtrees.reduceRight((right, left) => node(left, right));
}

async function tilesOf(leaves: readonly Hash[]): Promise<{ readonly read: ReadTile; readonly size: bigint }> {
  const tiles = new Map<string, Uint8Array>();
  const read: ReadTile = async (tile) => tiles.get(tilePath(tile))!;
  for (const { tile, bytes } of await growTiles(0n, leaves, read)) tiles.set(tilePath(tile), bytes);
  return { read, size: BigInt(leaves.length) };
}

function makeEntries(count: number): readonly Uint8Array[] {
  return Array.from({ length: count }, (_, index) => utf8(`leaf-${index}`));
}

async function cpu<T>(work: () => T | Promise<T>): Promise<{ readonly seconds: number; readonly value: T }> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, value };
}

const millis = (seconds: number) => round4(seconds * 1000);
const round2 = (value: number) => Math.round(value * 100) / 100;
const round4 = (value: number) => Math.round(value * 10_000) / 10_000;
