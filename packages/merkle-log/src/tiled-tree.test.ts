import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex, utf8 } from "./bytes.ts";
import { openCheckpoint } from "./checkpoint.ts";
import { readEntries, writeEntries } from "./entry-bundle.ts";
import { plainLeaf, plainRoot } from "./fixtures/plain-tree.ts";
import { isAbsent, TESSERA, TESSERA_KEY } from "./fixtures/real-data.ts";
import { tileStore } from "./fixtures/tile-store.ts";
import { equalHashes, HASH_BYTES, hashLeaf } from "./merkle-hash.ts";
import { parseNoteKey } from "./signed-note.ts";
import { entriesPath, parseTilePath, tileOf, tilePath, tilesBetween } from "./tile-paths.ts";
import { growTiles, openTiledTree } from "./tiled-tree.ts";
import { growTree, joinHashes } from "./tree.ts";

const leavesFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => hashLeaf(utf8(`entry ${first + at}`)));

describe.skipIf(isAbsent(TESSERA))("Tessera's log", () => {
  const key = parseNoteKey(TESSERA_KEY);
  const read = (path: string) => new Uint8Array(readFileSync(resolve(TESSERA, path)));
  const names = isAbsent(TESSERA) ? [] : readdirSync(TESSERA).filter((name) => name.startsWith("checkpoint"));

  test("its checkpoints are signed, and each is the root of the tiles at its size", async () => {
    expect(names).toHaveLength(17);
    for (const name of names) {
      const checkpoint = await openCheckpoint(read(name), [key]);
      const tree = openTiledTree(checkpoint.size, async (tile) => read(tilePath(tile)));
      expect(toHex(await tree.root()), name).toBe(toHex(checkpoint.root));
      for (const earlier of names) {
        const before = await openCheckpoint(read(earlier), [key]);
        if (before.size <= checkpoint.size) expect(toHex(await tree.rootAt(before.size))).toBe(toHex(before.root));
      }
    }
  });

  test("its entries give its tiles and bundles anew, byte for byte", async () => {
    const store = tileStore();
    const entries = readEntries(read("tile/entries/000.p/15"));
    for (const [index, entry] of entries.entries()) {
      await store.append([hashLeaf(entry)]);
      expect(toHex(writeEntries(entries.slice(0, index + 1)))).toBe(toHex(read(entriesPath({ index: 0n, width: index + 1 }))));
    }
    const files = readdirSync(resolve(TESSERA, "tile/0/000.p"));
    expect(files).toHaveLength(15);
    for (const file of files) expect(toHex(store.tiles.get(`tile/0/000.p/${file}`)!)).toBe(toHex(read(`tile/0/000.p/${file}`)));
  });
});

test("whatever steps a log grows by, its tiles are those of the definition", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 6 }), async (steps) => {
      const store = tileStore();
      const leaves = leavesFrom(
        0,
        steps.reduce((sum, step) => sum + step, 0),
      );
      let done = 0;
      for (const step of steps) await store.append(leaves.slice(done, (done += step)));
      const size = BigInt(leaves.length);
      for (const tile of tilesBetween(0n, size)) {
        const span = 256 ** tile.level;
        const first = Number(tile.index) * 256;
        const hashes = Array.from({ length: tile.width }, (_, at) =>
          plainRoot(leaves.slice((first + at) * span, (first + at + 1) * span)),
        );
        expect(toHex(store.tiles.get(tilePath(tile))!), tilePath(tile)).toBe(toHex(joinHashes(hashes)));
      }
      expect(toHex(await openTiledTree(size, store.read).root())).toBe(toHex(plainRoot(leaves)));
    }),
    { numRuns: 40 },
  );
});

test("a tree of 70,000 has the tiles the specification counts", async () => {
  const tiles = [...tilesBetween(0n, 70_000n)];
  const at = (level: number) => tiles.filter((tile) => tile.level === level);
  expect(at(0).filter(({ width }) => width === 256)).toHaveLength(273);
  expect(at(0).at(-1)).toEqual({ level: 0, index: 273n, width: 112 });
  expect(at(1)).toEqual([
    { level: 1, index: 0n, width: 256 },
    { level: 1, index: 1n, width: 17 },
  ]);
  expect(at(2)).toEqual([{ level: 2, index: 0n, width: 1 }]);
  expect([...tilesBetween(0n, 256n)]).toEqual([
    { level: 0, index: 0n, width: 256 },
    { level: 1, index: 0n, width: 1 },
  ]);
  expect([...tilesBetween(0n, 0n)]).toEqual([]);
});

test("a tree of 70,000 is what the growing tree says, and so is each earlier one that is asked for", async () => {
  const store = tileStore();
  const tree = growTree();
  const roots = new Map<bigint, Uint8Array>();
  for (let done = 0; done < 70_000; done += 7_000) {
    const leaves = leavesFrom(done, 7_000);
    await store.append(leaves);
    for (const leaf of leaves) tree.append(leaf);
    roots.set(tree.size(), tree.root());
  }
  const tiled = openTiledTree(70_000n, store.read);
  for (const [size, root] of roots) expect(equalHashes(await tiled.rootAt(size), root)).toBe(true);
  expect(toHex(await tiled.leaf(69_999n))).toBe(toHex(hashLeaf(utf8("entry 69999"))));
});

test("a tile that is missing, of another width, or beyond the tree is a fault, not a proof", async () => {
  const short = openTiledTree(5n, async () => new Uint8Array(4 * HASH_BYTES));
  await expect(short.root()).rejects.toThrow(expect.objectContaining({ code: "bad-tile" }));
  await expect(short.proveInclusion(5n)).rejects.toThrow(expect.objectContaining({ code: "bad-size" }));
  await expect(short.proveConsistency(0n)).rejects.toThrow(expect.objectContaining({ code: "bad-size" }));
  await expect(short.rootAt(6n)).rejects.toThrow(expect.objectContaining({ code: "bad-size" }));
  await expect(growTiles(5n, [plainLeaf(Uint8Array.of(1))], async () => new Uint8Array(32))).rejects.toThrow("tile/0/000.p/5");
  expect(() => tileOf(5n, 1, 0n)).toThrow(expect.objectContaining({ code: "bad-tile" }));
});

test("paths are written in one way and read back", () => {
  expect(tilePath({ level: 0, index: 1_234_067n, width: 256 })).toBe("tile/0/x001/x234/067");
  expect(entriesPath({ index: 0n, width: 17 })).toBe("tile/entries/000.p/17");
  for (const [level, index, width] of [
    [0, 0n, 1],
    [7, 999n, 255],
    [2, 1000n, 256],
    [1, 2n ** 53n + 1n, 3],
  ] as const) {
    expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ kind: "hashes", level, index, width });
    expect(parseTilePath(entriesPath({ index, width }))).toEqual({ kind: "entries", index, width });
  }
  for (const path of [
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/8/000",
    "tile/0/0",
    "tile/0/x000/001",
    "tile/0/001/000",
    "tile/00/000",
    "tile/0/../000",
    "tile/0/x001/000/",
    "tile/entries/x999/x999/x999/x999/x999/x999/999",
    "TILE/0/000",
    "tile/0/000.p/1\n",
  ])
    expect(parseTilePath(path), path).toBeUndefined();
});

test("bundles come back as they went in, and a cut one is a fault", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 20 }), (entries) => {
      expect(readEntries(writeEntries(entries))).toEqual(entries);
    }),
  );
  const bundle = writeEntries([utf8("one"), utf8("two")]);
  for (let cut = 1; cut < bundle.length; cut += 1)
    if (cut !== 5) expect(() => readEntries(bundle.subarray(0, cut))).toThrow(expect.objectContaining({ code: "bad-entry" }));
  expect(() => writeEntries([new Uint8Array(65_536)])).toThrow(expect.objectContaining({ code: "bad-entry" }));
});
