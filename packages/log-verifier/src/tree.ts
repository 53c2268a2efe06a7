import { concat, sha256 } from "./bytes.ts";

export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

/** RFC 9162 §2.1.1, level by level: neighbours are hashed together, one without a neighbour is carried up as it is. */
export async function rootOf(leaves: readonly Uint8Array[]): Promise<Uint8Array> {
  if (leaves.length === 0) return await sha256(new Uint8Array());
  let level = leaves;
  while (level.length > 1) level = await pairUp(level);
  return level[0] ?? new Uint8Array();
}

async function pairUp(level: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, at) => [level[2 * at], level[2 * at + 1]] as const);
  return await Promise.all(
    pairs.map(async ([left = new Uint8Array(), right]) => (right === undefined ? left : await nodeHash(left, right))),
  );
}

export async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Uint8Array> {
  return await sha256(concat(Uint8Array.of(1), left, right));
}

export async function leafHash(entry: Uint8Array): Promise<Uint8Array> {
  return await sha256(concat(Uint8Array.of(0), entry));
}

/** Hashes of the full tiles of a level: what the level above is made of (C2SP tlog-tiles). */
export async function levelAbove(hashes: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const full = Math.floor(hashes.length / 256);
  return await Promise.all(Array.from({ length: full }, async (_, at) => await rootOf(hashes.slice(256 * at, 256 * at + 256))));
}

export type Page = {
  /** The first index on it, and how many of the log's it holds. */
  readonly first: number;
  readonly width: number;
  readonly path: string;
  /** The same page once it is full. */
  readonly full: string;
};

/** Pages of a level's tiles (`level` a number), of the bundles (`entries`) or of what lies beside them, for a log of so many. */
export function pagesOf(level: number | "entries" | "content", count: number): readonly Page[] {
  return Array.from({ length: Math.ceil(count / 256) }, (_, page) => pageAt(level, count, page));
}

export function pageAt(level: number | "entries" | "content", count: number, page: number): Page {
  const width = Math.min(256, count - 256 * page);
  const digits = String(page).padStart(Math.ceil(String(page).length / 3) * 3, "0");
  const groups = digits.match(/.../g) ?? [];
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = level === "content" ? `content/${number}` : `tile/${level}/${number}`;
  return { first: 256 * page, width, full, path: width < 256 && level !== "content" ? `${full}.p/${width}` : full };
}

/** A partial page may have been replaced by the full one since. */
export async function readPage(read: ReadFile, { path, full }: Page): Promise<Uint8Array | undefined> {
  return (await read(path)) ?? (path === full ? undefined : await read(full));
}

/** A tile's hashes, at least as many as asked for; undefined where it is missing or is none. */
export async function readTile(read: ReadFile, page: Page): Promise<readonly Uint8Array[] | undefined> {
  const bytes = await readPage(read, page);
  if (bytes === undefined || bytes.length < page.width * 32 || bytes.length % 32 !== 0) return undefined;
  return Array.from({ length: bytes.length / 32 }, (_, at) => bytes.slice(32 * at, 32 * at + 32));
}

/** Entries of a bundle: each behind its length in two bytes. Undefined where the bytes do not end with an entry. */
export function unpack(bundle: Uint8Array): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const length = (bundle[at] ?? 0) * 256 + (bundle[at + 1] ?? 0);
    at += 2;
    if (at + length > bundle.length) return undefined;
    entries.push(bundle.slice(at, at + length));
    at += length;
  }
  return at === bundle.length ? entries : undefined;
}
