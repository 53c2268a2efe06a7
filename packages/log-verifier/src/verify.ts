import { decode, hex, same } from "./bytes.ts";
import { isObject, parseObject } from "./canonical.ts";
import { type Head, isSignedBy, type Key, readHead, readKey } from "./checkpoint.ts";
import { readContents } from "./content.ts";
import { judgeCurrent, type Waiting } from "./current.ts";
import { judgeErasures } from "./erasures.ts";
import type { Finding } from "./finding.ts";
import { type Leaf, readLeaf } from "./leaf.ts";
import {
  leafHash,
  type Page,
  pageAt,
  pagesOf,
  type ReadFile,
  readInOrder,
  readPage,
  readTile,
  rootAt,
  type Subtrees,
  subtreesOf,
  unpack,
} from "./tree.ts";

export type VerifyOptions = {
  /** The log's key as somebody trusted gave it; left out, the one that lies beside the log, which proves less. */
  readonly key?: string;
  /** Signed checkpoints somebody saw before: the log must still hold each of them. */
  readonly seen?: readonly string[];
  /** Keys of witnesses, and how many of them must have cosigned this head, or one that was seen and that this one holds. */
  readonly witnesses?: { readonly keys: readonly string[]; readonly needed: number };
};

export type Report = {
  readonly verified: boolean;
  readonly origin: string | null;
  readonly size: number;
  readonly root: string | null;
  readonly key: string | null;
  /** False: the key was taken from the log itself. */
  readonly keyWasKnown: boolean;
  /** Who cosigned, and the largest of the heads they did. */
  readonly witnessedBy: readonly { readonly name: string; readonly size: number }[];
  readonly leaves: { readonly public: number; readonly sealed: number; readonly withdrawn: number };
  /** Fields shown and checked, shown once and erased since, and never shown. */
  readonly fields: { readonly opened: number; readonly erased: number; readonly hidden: number };
  /** Things official now that were compared with what was recorded. */
  readonly compared: number;
  readonly waiting: readonly Waiting[];
  readonly findings: readonly Finding[];
  /** The signed checkpoint that was checked: worth keeping, to be given as `seen` the next time. */
  readonly checkpoint: string | null;
};

/** A tile holds 2^8 hashes (C2SP tlog-tiles): level L's are those of subtrees of that height times L. */
const TILE_HEIGHT = 8;
/** Nobody reads on through more than this. */
const MOST_FINDINGS = 1_000;

/**
 * Checks a whole record: signature, tiles, entries, contents, erasures, and what is official now, against each other and against
 * what was seen before. Reads everything by paths below the log's own address; hashes and parses by itself.
 */
export async function verifyRecord(read: ReadFile, options: VerifyOptions = {}): Promise<Report> {
  const findings: Finding[] = [];
  const find = (finding: Finding) => void (findings.length < MOST_FINDINGS && findings.push(finding));
  const empty = emptyReport(findings);
  const key = await findKey(read, options, find);
  const note = await readText(read, "checkpoint");
  const head = note === undefined ? "it is missing" : readHead(note);
  if (note === undefined || typeof head === "string") {
    const says = `the signed head cannot be read: ${typeof head === "string" ? head : ""}`;
    find({ code: "unreadable", leaf: null, page: "checkpoint", says });
    return empty;
  }
  await judgeSignature(head, key, find);
  const witnessedBy = await judgeWitnesses(head, options, find);
  const entries = await readEntries(read, head, find, () => findings.length === MOST_FINDINGS);
  const hashes = entries.map((entry) => (entry === undefined ? undefined : leafHash(entry)));
  const subtrees = await judgeTiles(read, head, hashes, find);
  if (hashes.length === head.size) await judgeSeen(head, subtrees, options.seen ?? [], key, find);
  const leaves = readLeaves(entries, find);
  const contents = await readContents(
    read,
    leaves,
    entries.map((entry) => (entry === undefined ? undefined : decode(entry))),
    find,
  );
  const erased = judgeErasures(leaves, contents, find);
  const { compared, waiting } = await judgeCurrent(read, await findKinds(read, find), { leaves, contents, erased }, find);
  const opened = [...contents.values()].reduce((sum, content) => sum + content.opened.size, 0);
  const gone = [...erased.values()].reduce((sum, names) => sum + names.size, 0);
  return {
    ...empty,
    verified: findings.length === 0,
    origin: head.origin,
    size: head.size,
    root: hex(head.root),
    key: key?.text ?? null,
    keyWasKnown: options.key !== undefined,
    witnessedBy,
    leaves: countForms(leaves),
    fields: { opened, erased: gone, hidden: countHidden(leaves) },
    compared,
    waiting,
    checkpoint: note,
  };
}

function emptyReport(findings: readonly Finding[]): Report {
  return {
    verified: false,
    origin: null,
    size: 0,
    root: null,
    key: null,
    keyWasKnown: false,
    witnessedBy: [],
    leaves: { public: 0, sealed: 0, withdrawn: 0 },
    fields: { opened: 0, erased: 0, hidden: 0 },
    compared: 0,
    waiting: [],
    findings,
    checkpoint: null,
  };
}

async function readText(read: ReadFile, path: string): Promise<string | undefined> {
  const bytes = await read(path);
  return bytes === undefined ? undefined : decode(bytes);
}

async function findKey(read: ReadFile, options: VerifyOptions, find: (finding: Finding) => void): Promise<Key | undefined> {
  const beside = (await readText(read, "key"))?.trim();
  const text = options.key ?? beside;
  const key = text === undefined ? "it is missing" : readKey(text);
  if (typeof key === "string") {
    find({ code: "unreadable", leaf: null, page: "key", says: `the log's key cannot be read: ${key}` });
    return undefined;
  }
  if (beside !== key.text)
    find({ code: "other-log", leaf: null, page: "key", says: "the log now shows another key than the one known" });
  return key;
}

async function judgeSignature(head: Head, key: Key | undefined, find: (finding: Finding) => void): Promise<void> {
  if (key === undefined) return;
  const page = "checkpoint";
  if (head.origin !== key.name)
    find({ code: "other-log", leaf: null, page, says: `it is the head of ${head.origin}, the key is that of ${key.name}` });
  const signed = await isSignedBy(head, key);
  if (signed !== true)
    find({
      code: "unsigned",
      leaf: null,
      page,
      says: signed === undefined ? "the log's key has not signed it" : "the signature of the log's key does not fit",
    });
}

/** What was seen counts as far as `judgeSeen` finds nothing wrong with it. */
async function judgeWitnesses(
  head: Head,
  { witnesses, seen = [] }: VerifyOptions,
  find: (finding: Finding) => void,
): Promise<Report["witnessedBy"]> {
  const cosigned: { readonly name: string; readonly size: number }[] = [];
  const heads = [head, ...seen.map(readHead).filter((one) => typeof one !== "string")];
  for (const text of witnesses?.keys ?? []) {
    const key = readKey(text);
    if (typeof key === "string") throw new Error(`the key of a witness: ${key}`);
    const sizes: number[] = [];
    for (const one of heads) if ((await isSignedBy(one, key)) === true) sizes.push(one.size);
    if (sizes.length > 0) cosigned.push({ name: key.name, size: Math.max(...sizes) });
  }
  if (cosigned.length < (witnesses?.needed ?? 0))
    find({
      code: "unsigned",
      leaf: null,
      page: "checkpoint",
      says: `${cosigned.length} witnesses cosigned it, ${witnesses?.needed} are asked for`,
    });
  return cosigned;
}

/** All of a head's, or fewer: of one that signs far more than lies there, what is missing is named as often as anybody reads. */
async function readEntries(
  read: ReadFile,
  head: Head,
  find: (finding: Finding) => void,
  isEnough: () => boolean,
): Promise<readonly (Uint8Array | undefined)[]> {
  const entries: (Uint8Array | undefined)[] = [];
  for await (const [page, found] of readInOrder(pagesOf("entries", head.size), (one) => readPage(read, one))) {
    const unpacked = found === undefined ? undefined : unpack(found.bytes);
    if (unpacked?.length !== found?.width || unpacked === undefined)
      find({
        code: "unreadable",
        leaf: null,
        page: page.path,
        says: `the bundle of leaves ${page.first} to ${page.first + page.width - 1} is missing, is none, or holds more or fewer`,
      });
    for (let at = 0; at < page.width; at += 1) entries.push(unpacked?.[at]);
    if (isEnough()) break;
  }
  return entries;
}

/** Tiles against the entries, level by level, and the root against the signed one. @returns the tree over the leaves as far as they are known */
async function judgeTiles(
  read: ReadFile,
  head: Head,
  hashes: readonly (Uint8Array | undefined)[],
  find: (finding: Finding) => void,
): Promise<Subtrees> {
  const known: Uint8Array[] = [];
  for await (const [page, tile] of readInOrder(pagesOf(0, hashes.length), (one) => tileOf(read, one, find))) {
    for (let at = 0; at < page.width; at += 1) {
      const index = page.first + at;
      const [own, listed] = [hashes[index], tile?.[at]];
      if (own !== undefined && listed !== undefined && !same(own, listed)) {
        find({ code: "bad-entry", leaf: index, page: page.path, says: "the entry is not the one that was hashed here" });
      }
      known.push(own ?? listed ?? new Uint8Array(32));
    }
  }
  const subtrees = subtreesOf(known);
  for (let number = 1; subtrees.length > TILE_HEIGHT * number; number += 1) {
    const level = subtrees[TILE_HEIGHT * number] ?? [];
    for await (const [page, tile] of readInOrder(pagesOf(number, level.length), (one) => tileOf(read, one, find))) {
      const wrong =
        tile?.findIndex((hash, at) => at < page.width && !same(hash, level[page.first + at] ?? new Uint8Array())) ?? -1;
      if (wrong !== -1)
        find({
          code: "bad-tile",
          leaf: (page.first + wrong) * 256 ** number,
          page: page.path,
          says: `its hash ${wrong} is not that of the leaves below it`,
        });
    }
  }
  if (hashes.length < head.size || !same(rootAt(subtrees, head.size), head.root))
    find({ code: "bad-root", leaf: null, page: "checkpoint", says: "the signed root is not that of these leaves" });
  return subtrees;
}

async function tileOf(read: ReadFile, page: Page, find: (finding: Finding) => void): Promise<readonly Uint8Array[] | undefined> {
  const tile = await readTile(read, page);
  if (tile === undefined)
    find({ code: "unreadable", leaf: page.first, page: page.path, says: "this tile is missing or of another length" });
  return tile;
}

async function judgeSeen(
  head: Head,
  subtrees: Subtrees,
  seen: readonly string[],
  key: Key | undefined,
  find: (finding: Finding) => void,
): Promise<void> {
  for (const note of seen) {
    const before = readHead(note);
    const signed = typeof before === "string" || key === undefined ? undefined : await isSignedBy(before, key);
    if (typeof before === "string" || signed !== true || before.origin !== head.origin) {
      find({
        code: "other-log",
        leaf: null,
        page: "checkpoint",
        says: "what was seen before was the head of another log, or of another key",
      });
    } else if (before.size > head.size) {
      find({
        code: "shrunk",
        leaf: head.size,
        page: "checkpoint",
        says: `it had ${before.size} leaves when it was seen, and has ${head.size}: from leaf ${head.size} on they are gone`,
      });
    } else if (!same(rootAt(subtrees, before.size), before.root)) {
      find({
        code: "forked",
        leaf: null,
        page: "checkpoint",
        says: `its first ${before.size} leaves are not those it was seen to have`,
      });
    }
  }
}

function readLeaves(
  entries: readonly (Uint8Array | undefined)[],
  find: (finding: Finding) => void,
): readonly (Leaf | undefined)[] {
  const refs = new Map<string, number>();
  return entries.map((entry, index) => {
    if (entry === undefined) return undefined;
    const leaf = readLeaf(entry);
    const place = { leaf: index, page: pageAt("entries", entries.length, Math.floor(index / 256)).path };
    if (typeof leaf === "string") {
      find({ ...place, code: "bad-entry", says: leaf });
      return undefined;
    }
    const twin = refs.get(leaf.ref);
    if (twin !== undefined) find({ ...place, code: "bad-entry", says: `it has the same ref as leaf ${twin}` });
    refs.set(leaf.ref, index);
    return leaf;
  });
}

async function findKinds(read: ReadFile, find: (finding: Finding) => void): Promise<readonly string[]> {
  const about = parseObject((await readText(read, "about")) ?? "");
  if (isObject(about?.["kinds"])) return Object.keys(about["kinds"]).filter((kind) => /^[a-z-]+\.[a-z-]+$/.test(kind));
  find({ code: "unreadable", leaf: null, page: "about", says: "what the log says of itself cannot be read" });
  return [];
}

function countForms(leaves: readonly (Leaf | undefined)[]): Report["leaves"] {
  const count = (form: Leaf["form"]) => leaves.filter((leaf) => leaf?.form === form).length;
  return { public: count("public"), sealed: count("sealed"), withdrawn: count("withdrawn") };
}

function countHidden(leaves: readonly (Leaf | undefined)[]): number {
  return leaves.reduce((sum, leaf) => sum + (leaf === undefined ? 0 : Object.keys(leaf.fields).length - leaf.shown.length), 0);
}
