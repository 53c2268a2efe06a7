import { expect, test } from "vitest";
import { utf8 } from "./bytes.ts";
import { tileStore } from "./fixtures/tile-store.ts";
import { LogFault } from "./fault.ts";
import { EMPTY_ROOT, hashLeaf } from "./merkle-hash.ts";
import { openTiledTree } from "./tiled-tree.ts";
import { checkpointOf, formatWitnessRequest, judgeCheckpoint, parseWitnessRequest } from "./witness.ts";

const leaves = (count: number, of = "entry") => Array.from({ length: count }, (_, index) => hashLeaf(utf8(`${of} ${index}`)));

test("only a tree that holds the one seen before may be cosigned", async () => {
  const store = tileStore();
  await store.append(leaves(40));
  const tree = openTiledTree(40n, store.read);
  const at = async (size: bigint) => ({ size, root: await tree.rootAt(size) });
  const proof = await tree.proveConsistency(13n);
  expect(judgeCheckpoint(undefined, await at(40n), [])).toBe("follows");
  expect(judgeCheckpoint({ size: 0n, root: EMPTY_ROOT }, await at(40n), [])).toBe("follows");
  expect(judgeCheckpoint(await at(13n), await at(40n), proof)).toBe("follows");
  expect(judgeCheckpoint(await at(40n), await at(40n), [])).toBe("same");
  expect(judgeCheckpoint(await at(40n), await at(13n), [])).toBe("shrunk");
  expect(judgeCheckpoint(await at(13n), await at(40n), proof.slice(1))).toBe("unproved");
  expect(judgeCheckpoint(await at(12n), await at(40n), proof)).toBe("unproved");
  expect(judgeCheckpoint(undefined, await at(40n), proof)).toBe("unproved");
  const other = tileStore();
  await other.append(leaves(40, "forged"));
  const forged = openTiledTree(40n, other.read);
  expect(judgeCheckpoint(await at(40n), { size: 40n, root: await forged.root() }, [])).toBe("forked");
  expect(judgeCheckpoint(await at(13n), { size: 40n, root: await forged.root() }, await forged.proveConsistency(13n))).toBe(
    "unproved",
  );
});

test("a request is written and read back (C2SP tlog-witness)", () => {
  const checkpoint = "example.com/log\n2\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— example.com/log AAAAAAAA\n";
  for (const request of [
    { oldSize: 1n, proof: [EMPTY_ROOT], checkpoint },
    { oldSize: 0n, proof: [], checkpoint },
  ]) {
    const read = parseWitnessRequest(formatWitnessRequest(request));
    expect(read).toMatchObject(request);
    expect(checkpointOf(read)).toMatchObject({ origin: "example.com/log", size: 2n });
  }
  for (const bad of [
    "",
    "old 01\n\nx",
    "old 1\n\nx",
    `new 1\n\n${checkpoint}`,
    `old 1\n${"AAAA\n".repeat(64)}\n${checkpoint}`,
    `old 1\nAAAA\n\n${checkpoint}`,
    `old 9223372036854775808\n\n${checkpoint}`,
  ])
    expect(() => parseWitnessRequest(bad)).toThrow(LogFault);
});
