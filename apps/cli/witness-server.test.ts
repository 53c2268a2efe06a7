import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  formatCheckpoint,
  formatNote,
  formatNoteKey,
  growTiles,
  growTree,
  hashLeaf,
  noteKey,
  openCheckpoint,
  openTiledTree,
  parseNoteKey,
  signNote,
  tilePath,
  toBase64,
  utf8,
} from "@gongzhi/merkle-log";
import { openOwnKey } from "./witness-key.ts";
import { type RunningWitness, startWitness } from "./witness-server.ts";

/** What writes logs makes heads and proofs: the witness must understand them by code of its own. */
const ORIGIN = "example.org/log";
const keys = generateKeyPairSync("ed25519");
const rawOf = (pair: typeof keys) => new Uint8Array(pair.publicKey.export({ type: "spki", format: "der" }).subarray(-32));
const LOG = formatNoteKey(noteKey(ORIGIN, rawOf(keys)));
const folder = mkdtempSync(join(tmpdir(), "gongzhi-witness-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function headOf(size: number, of = "entry", { origin = ORIGIN, pair = keys } = {}): Promise<string> {
  const tree = growTree();
  for (let at = 0; at < size; at += 1) tree.append(hashLeaf(utf8(`${of} ${at}`)));
  const text = formatCheckpoint({ origin, size: tree.size(), root: tree.root() });
  const key = noteKey(origin, rawOf(pair));
  return formatNote({
    text,
    signatures: [await signNote(text, key, (message) => new Uint8Array(sign(null, message, pair.privateKey)))],
  });
}

async function proofOf(from: number, to: number, of = "entry"): Promise<readonly string[]> {
  if (from === 0 || from === to) return [];
  const hashes = Array.from({ length: to }, (_, at) => hashLeaf(utf8(`${of} ${at}`)));
  const tiles = await growTiles(0n, hashes, async () => await Promise.reject(new Error("there is nothing yet")));
  const files = new Map(tiles.map(({ tile, bytes }) => [tilePath(tile), bytes]));
  const tree = openTiledTree(
    BigInt(to),
    async (tile) => files.get(tilePath(tile)) ?? (await Promise.reject(new Error(tilePath(tile)))),
  );
  return (await tree.proveConsistency(BigInt(from))).map(toBase64);
}

async function serve(name: string, logs: readonly string[] = [LOG]): Promise<RunningWitness & { readonly key: string }> {
  const own = await openOwnKey(join(folder, name), "witness.example", "serves");
  const at = { logs, folder: join(folder, name), own, port: 0, host: "127.0.0.1", say: () => {} };
  return { ...(await startWitness(at)), key: own.text };
}

async function send({ port }: RunningWitness, old: number | string, proof: readonly string[], checkpoint: string) {
  const body = [`old ${old}`, ...proof, "", checkpoint].join("\n");
  const answer = await fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: "POST", body });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
}

const SIZES = [1, 2, 3, 4, 7, 8, 13, 64, 100, 255, 256, 257, 600];

test("a log that only grows is cosigned, whatever its sizes, and the line is one the specification's other reader takes", async () => {
  for (const first of [0, 1, 6, 8, 100]) {
    const witness = await serve(`grows-${first}`);
    let seen = 0;
    for (const size of new Set([first, ...SIZES.filter((one) => one > first), 600])) {
      const head = await headOf(size);
      const cosigned = await send(witness, seen, await proofOf(seen, size), head);
      expect(cosigned.status, `${seen} → ${size}: ${cosigned.text}`).toBe(200);
      const { signedBy } = await openCheckpoint(`${head}${cosigned.text}`, [parseNoteKey(LOG), parseNoteKey(witness.key)]);
      expect(signedBy.map(({ key }) => key.name)).toEqual([ORIGIN, "witness.example"]);
      seen = size;
    }
    await witness.close();
  }
});

test("what rests on another head is told the size cosigned last, and a fork is kept with it", async () => {
  const witness = await serve("stale");
  expect((await send(witness, 0, [], await headOf(10))).status).toBe(200);
  const conflict = { status: 409, type: "text/x.tlog.size", text: "10\n" };
  expect(await send(witness, 0, [], await headOf(20))).toEqual(conflict);
  expect(await send(witness, 7, await proofOf(7, 20), await headOf(20))).toEqual(conflict);
  expect(await send(witness, 5, [], await headOf(5))).toEqual(conflict);
  expect(readdirSync(join(folder, "stale")).filter((name) => name.includes("forked"))).toEqual([]);
  expect(await send(witness, 10, [], await headOf(10, "other"))).toEqual(conflict);
  const proof = readdirSync(join(folder, "stale")).find((name) => name.includes("forked")) ?? "";
  expect(readFileSync(join(folder, "stale", proof), "utf8").match(/^10$/gm)).toHaveLength(2);
  // The head cosigned is still the first: the same again is cosigned again.
  expect((await send(witness, 10, [], await headOf(10))).status).toBe(200);
  await witness.close();
});

test("a proof that does not hold is refused: forged, cut, lengthened, of other leaves, or none", async () => {
  const witness = await serve("forged");
  expect((await send(witness, 0, ["A".repeat(43) + "="], await headOf(100))).status).toBe(422);
  expect((await send(witness, 0, [], await headOf(100))).status).toBe(200);
  const [head, proof] = [await headOf(257), await proofOf(100, 257)];
  const changed = (at: number) => proof.with(at, toBase64(hashLeaf(utf8(`no ${at}`))));
  const wrong = [[], proof.slice(1), proof.slice(0, -1), [...proof, proof[0]!], proof.toReversed(), ...proof.keys().map(changed)];
  for (const one of wrong) expect((await send(witness, 100, one, head)).status, String(one)).toBe(422);
  const forked = await send(witness, 100, await proofOf(100, 257, "other"), await headOf(257, "other"));
  expect(forked.status).toBe(422);
  expect((await send(witness, 100, proof, head)).status).toBe(200);
  await witness.close();
});

test("what is not signed, not known or no request is refused by its own status", async () => {
  const witness = await serve("refused");
  const head = await headOf(3);
  const others = generateKeyPairSync("ed25519");
  expect((await send(witness, 0, [], await headOf(3, "entry", { pair: others }))).status).toBe(403);
  expect((await send(witness, 0, [], head.replace("\n3\n", "\n4\n"))).status).toBe(403);
  expect((await send(witness, 0, [], await headOf(3, "entry", { origin: "example.org/other", pair: others }))).status).toBe(404);
  for (const old of [4, "03", "-1", "x", "1e3", "9007199254740993"])
    expect((await send(witness, old, [], head)).status, String(old)).toBe(400);
  expect((await send(witness, 0, ["short"], head)).status).toBe(400);
  expect(
    (
      await send(
        witness,
        0,
        Array.from({ length: 64 }, () => "A".repeat(43) + "="),
        head,
      )
    ).status,
  ).toBe(400);
  const at = `http://127.0.0.1:${witness.port}`;
  expect((await fetch(`${at}/add-checkpoint`)).status).toBe(405);
  expect((await fetch(`${at}/`, { method: "POST", body: "old 0" })).status).toBe(404);
  expect((await fetch(`${at}/add-checkpoint`, { method: "POST", body: "x".repeat(70_000) })).status).toBe(413);
  expect((await fetch(`${at}/add-checkpoint`, { method: "POST", body: Uint8Array.of(0xff) })).status).toBe(413);
  expect((await send(witness, 0, [], head)).status).toBe(200);
  await witness.close();
});

test("of requests at once each history is cosigned once, and what was cosigned outlives the process", async () => {
  const witness = await serve("kept");
  const heads = await Promise.all([5, 6, 7, 8, 9, 10].map(async (size) => await headOf(size, `history ${size}`)));
  const statuses = (await Promise.all(heads.map(async (head) => await send(witness, 0, [], head)))).map(({ status }) => status);
  expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409, 409, 409, 409, 409]);
  const size = 5 + statuses.indexOf(200);
  await expect(serve("kept")).rejects.toMatchObject({ code: "state-in-use" });
  await witness.close();
  const again = await serve("kept");
  expect(again.key).toBe(witness.key);
  expect(await send(again, 0, [], heads[0]!)).toMatchObject({ status: 409, text: `${size}\n` });
  expect((await send(again, size, await proofOf(size, 40, `history ${size}`), await headOf(40, `history ${size}`))).status).toBe(
    200,
  );
  await again.close();
});

test("a witness that cannot keep a head does not cosign it, and neither memory is mixed with another", async () => {
  await expect(serve("no-logs", [])).rejects.toMatchObject({ code: "arguments" });
  await expect(serve("bad-log", ["example.org/log+1+x"])).rejects.toMatchObject({ code: "arguments" });
  await openOwnKey(join(folder, "looks"), "witness.example", "looks");
  await expect(serve("looks")).rejects.toMatchObject({ code: "other-work" });
  const witness = await serve("unkept");
  rmSync(join(folder, "unkept"), { recursive: true });
  expect(await send(witness, 0, [], await headOf(3))).toMatchObject({ status: 500 });
  await witness.close();
});
