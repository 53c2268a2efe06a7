import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import {
  COSIGNATURE_ED25519,
  formatCheckpoint,
  formatNote,
  formatNoteKey,
  growTiles,
  growTree,
  hashLeaf,
  noteKey,
  openCheckpoint,
  parseNoteKey,
  signNote,
  tilePath,
  utf8,
} from "@gongzhi/merkle-log";
import { cosign, isConsistent, sightLog, witnessKey } from "@gongzhi/log-verifier";

/** What writes logs is asked for logs: the witness must understand them by code of its own. */
type Log = { readonly read: (path: string) => Promise<Uint8Array | undefined>; readonly files: Map<string, Uint8Array> };

const ORIGIN = "example.org/log";
const keys = generateKeyPairSync("ed25519");
const rawKey = (pair = keys) => new Uint8Array(pair.publicKey.export({ type: "spki", format: "der" }).subarray(-32));

async function makeLog(leaves: readonly string[], origin = ORIGIN, pair = keys): Promise<Log> {
  const tree = growTree();
  const hashes = leaves.map((leaf) => hashLeaf(utf8(leaf)));
  for (const hash of hashes) tree.append(hash);
  const text = formatCheckpoint({ origin, size: tree.size(), root: tree.root() });
  const key = noteKey(origin, rawKey(pair));
  const signature = await signNote(text, key, (message) => new Uint8Array(sign(null, message, pair.privateKey)));
  const files = new Map([
    ["checkpoint", utf8(formatNote({ text, signatures: [signature] }))],
    ["key", utf8(`${formatNoteKey(key)}\n`)],
  ]);
  const tiles = await growTiles(0n, hashes, async () => await Promise.reject(new Error("there is nothing yet")));
  for (const { tile, bytes } of tiles) files.set(tilePath(tile), bytes);
  return { read: async (path) => files.get(path), files };
}

const entries = (count: number, of = "entry") => Array.from({ length: count }, (_, index) => `${of} ${index}`);
const head = (log: Log) => new TextDecoder().decode(log.files.get("checkpoint"));
const verdict = async (log: Log, before?: Log) =>
  (
    await sightLog(
      log.read,
      before === undefined ? {} : { key: formatNoteKey(noteKey(ORIGIN, rawKey())), checkpoint: head(before) },
    )
  ).verdict;

const SIZES = [0, 1, 2, 3, 7, 8, 13, 255, 256, 257, 511, 512, 700, 65_536 + 300];

test("a log that grew holds what was seen, whatever the sizes", async () => {
  const logs = new Map(await Promise.all(SIZES.map(async (size) => [size, await makeLog(entries(size))] as const)));
  for (const [size, log] of logs) {
    expect(await verdict(log), String(size)).toBe("first");
    for (const [earlier, before] of logs) {
      const expected = earlier < size ? "follows" : earlier === size ? "same" : "shrunk";
      expect(await verdict(log, before), `${earlier} → ${size}`).toBe(expected);
    }
  }
});

test("one leaf changed among those seen is a fork, one changed after them is none", async () => {
  const before = await makeLog(entries(300));
  for (let at = 0; at < 700; at += at < 16 ? 1 : 37) {
    const forged = await makeLog(entries(700).with(at, "another"));
    expect(await verdict(forged, before), String(at)).toBe(at < 300 ? "forked" : "follows");
  }
  expect(await verdict(await makeLog(entries(300, "other")), before)).toBe("forked");
});

test("a log that answers the same question in two ways is not taken for two trees that fit", async () => {
  const [before, forged, honest] = [
    await makeLog(entries(300)),
    await makeLog(entries(700, "other")),
    await makeLog(entries(700)),
  ];
  const asked = new Map<string, number>();
  const read = async (path: string) => {
    asked.set(path, (asked.get(path) ?? 0) + 1);
    return await (path.startsWith("tile") && (asked.get(path) ?? 0) > 1 ? honest : forged).read(path);
  };
  const sighting = await sightLog(read, { checkpoint: head(before) });
  expect(isConsistent(sighting), sighting.verdict).toBe(false);
});

test("what is damaged or missing is not called a fork, and not cosigned", async () => {
  const [before, log] = [await makeLog(entries(300)), await makeLog(entries(700))];
  const changed = (path: string, bytes: Uint8Array | undefined): Log => ({
    ...log,
    read: async (asked) => (asked === path ? bytes : await log.read(asked)),
  });
  const tile = log.files.get("tile/0/001")!;
  expect(await verdict(changed("tile/0/001", tile.with(40 * 32, tile[40 * 32]! ^ 1)), before)).toBe("bad-root");
  expect(await verdict(changed("tile/0/001", undefined), before)).toBe("unreadable");
  expect(await verdict(changed("checkpoint", undefined), before)).toBe("unreadable");
  expect(await verdict(changed("checkpoint", utf8("no head")), before)).toBe("unreadable");
  expect(await verdict(changed("checkpoint", utf8(head(log).replace("700", "699"))), before)).toBe("unsigned");
});

test("another key or another log is refused", async () => {
  const before = await makeLog(entries(3));
  const others = generateKeyPairSync("ed25519");
  expect(await verdict(await makeLog(entries(3), ORIGIN, others), before)).toBe("unsigned");
  expect(await verdict(await makeLog(entries(3), "example.org/other"), before)).toBe("other-log");
});

test("a cosignature is one the specification's other reader takes (C2SP tlog-cosignature)", async () => {
  const log = await makeLog(entries(5));
  const pair = generateKeyPairSync("ed25519");
  const key = witnessKey("witness.example", rawKey(pair));
  expect(parseNoteKey(key)).toMatchObject({ name: "witness.example", type: COSIGNATURE_ED25519 });
  const note = await cosign(head(log), key, 1_790_000_000, (message) => new Uint8Array(sign(null, message, pair.privateKey)));
  const opened = await openCheckpoint(note, [noteKey(ORIGIN, rawKey()), parseNoteKey(key)]);
  expect(opened.signedBy.map(({ key: { name }, at }) => [name, at])).toEqual([
    [ORIGIN, undefined],
    ["witness.example", 1_790_000_000],
  ]);
  expect(note.startsWith(head(log))).toBe(true);
  await expect(openCheckpoint(note.replace("\n5\n", "\n6\n"), [noteKey(ORIGIN, rawKey())])).rejects.toThrow("does not fit");
  expect(() => witnessKey("two words", rawKey(pair))).toThrow("no space");
});
