import { generateKeyPairSync, sign } from "node:crypto";
import {
  canonicalJson,
  entriesPath,
  formatCheckpoint,
  formatNote,
  formatNoteKey,
  growTiles,
  growTree,
  hashLeaf,
  joinBytes,
  type JsonObject,
  noteKey,
  sha256,
  signNote,
  TILE_WIDTH,
  tilePath,
  toHex,
  utf8,
  writeEntries,
} from "@gongzhi/merkle-log";

const ORIGIN = "bench.example/t/qinghe/log";
/** Things on one page of `current/…`. */
const PAGE = 256;
const REF_BYTES = 16;
const SALT_BYTES = 32;
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

type Entry = { readonly subject: string; readonly leaf: string; readonly line: string; readonly current: string };

/** A whole record as an outsider downloads it, by path: every other leaf public, the others sealed with three fields of which two are shown. */
export async function makeRecord(count: number): Promise<ReadonlyMap<string, Uint8Array>> {
  const entries = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? makeOpen(index) : makeSealed(index)));
  const files = new Map<string, Uint8Array>();
  const bytes = entries.map(({ leaf }) => utf8(leaf));
  const leaves = bytes.map(hashLeaf);
  for (const { tile, bytes: hashes } of await growTiles(0n, leaves, async () => new Uint8Array())) {
    files.set(tilePath(tile), hashes);
    if (tile.level > 0) continue;
    const first = Number(tile.index) * TILE_WIDTH;
    files.set(entriesPath(tile), writeEntries(bytes.slice(first, first + tile.width)));
    const path = entriesPath({ ...tile, width: TILE_WIDTH }).replace("tile/entries/", "content/");
    files.set(path, lines(entries.slice(first, first + TILE_WIDTH).map(({ line }) => line)));
  }
  for (const [kind, of] of [
    ["bench.open", entries.filter((_, index) => index % 2 === 0)],
    ["bench.sealed", entries.filter((_, index) => index % 2 === 1)],
  ] as const)
    addCurrent(files, kind, of);
  const kinds = { "bench.open": {}, "bench.sealed": {} };
  files.set("about", utf8(JSON.stringify({ origin: ORIGIN, kinds })));
  await addHead(files, leaves);
  return files;
}

async function addHead(files: Map<string, Uint8Array>, leaves: readonly Uint8Array[]): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = noteKey(ORIGIN, new Uint8Array(publicKey.export({ type: "spki", format: "der" }).subarray(-32)));
  const tree = growTree();
  for (const leaf of leaves) tree.append(leaf);
  const text = formatCheckpoint({ origin: ORIGIN, size: tree.size(), root: tree.root() });
  const signature = await signNote(text, key, (message) => new Uint8Array(sign(null, message, privateKey)));
  files.set("checkpoint", utf8(formatNote({ text, signatures: [signature] })));
  files.set("key", utf8(`${formatNoteKey(key)}\n`));
}

function addCurrent(files: Map<string, Uint8Array>, kind: string, entries: readonly Entry[]): void {
  for (let at = 0, name = "first"; at < entries.length; at += PAGE) {
    const page = entries.slice(at, at + PAGE);
    const next = `after!${page.at(-1)?.subject ?? ""}`;
    const more = at + PAGE < entries.length ? [JSON.stringify({ next })] : [];
    files.set(`current/${kind}/${name}`, lines([...page.map(({ current }) => current), ...more]));
    name = next;
  }
}

function makeOpen(index: number): Entry {
  const [subject, kind] = [subjectOf(index), "bench.open"];
  const content = { title: `第 ${index} 号制度`, text: textOf(index), days: index % 30 };
  const leaf = leafOf("public", kind, subject, { content: toHex(sha256(utf8(canonicalJson(content)))) });
  const line = { index, kind, subject, title: content.title, leaf, content };
  return { subject, leaf, line: JSON.stringify(line), current: JSON.stringify({ subject, content, index, waiting: false }) };
}

function makeSealed(index: number): Entry {
  const [subject, kind] = [subjectOf(index), "bench.sealed"];
  const values = { title: `第 ${index} 号公开`, text: textOf(index) };
  const opened = Object.entries({ ...values, by: `经办人 ${index}` }).map(([name, value]) => {
    const salt = random(SALT_BYTES);
    const commitment = toHex(sha256(joinBytes([salt, utf8(canonicalJson([name, value]))])));
    return { name, commitment, opening: { salt: toHex(salt), value } };
  });
  const commitments = Object.fromEntries(opened.map(({ name, commitment }) => [name, commitment]));
  const leaf = leafOf("sealed", kind, subject, { fields: commitments, shown: ["text", "title"] });
  const fields = Object.fromEntries(opened.flatMap(({ name, opening }) => (name === "by" ? [] : [[name, opening]])));
  const line = { index, kind, subject, title: values.title, leaf, fields };
  const current = { subject, fields: values, index, waiting: false };
  return { subject, leaf, line: JSON.stringify(line), current: JSON.stringify(current) };
}

function leafOf(leaf: "public" | "sealed", kind: string, subject: string, holds: JsonObject): string {
  return canonicalJson({ v: 1, leaf, ref: toHex(random(REF_BYTES)), kind, subject, on: "2026-11-27", ...holds });
}

const subjectOf = (index: number) => String(index).padStart(9, "0");
/** Some two hundred signs, as an answer or an announcement has. */
const textOf = (index: number) => `第 ${index} 号：${"经村民会议讨论，多数同意；结果自公布之日起公开十日。".repeat(8)}`;

function lines(all: readonly string[]): Uint8Array {
  return utf8(all.map((line) => `${line}\n`).join(""));
}
