import { concat } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

export type ReadFile = (path: string) => Promise<Uint8Array | undefined>;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hashes of a tree's full subtrees by their height: of 2^height leaves each, from the left. Whatever else is asked of it is among them. */
export type Subtrees = readonly (readonly Uint8Array[])[];

export function subtreesOf(leaves: readonly Uint8Array[]): Subtrees {
  const subtrees = [leaves];
  for (let below = leaves; below.length > 1;) {
    const level: Uint8Array[] = [];
    for (let at = 0; at + 1 < below.length; at += 2) level.push(nodeHash(below[at]!, below[at + 1]!));
    subtrees.push(level);
    below = level;
  }
  return subtrees;
}

/**
 * The root its first `size` leaves have: of the full subtrees the size is the sum of, the smallest, last, is hashed with the next larger one, and
 * so on (RFC 9162 §2.1.1).
 */
export function rootAt(subtrees: Subtrees, size: number): Uint8Array {
  let root: Uint8Array | undefined;
  for (const [height, level] of subtrees.entries()) {
    const count = Math.floor(size / 2 ** height);
    if (count % 2 === 1) root = root === undefined ? level[count - 1] : nodeHash(level[count - 1]!, root);
  }
  return root ?? sha256(new Uint8Array());
}

export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  return rootAt(subtreesOf(leaves), leaves.length);
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE, left, right));
}

export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, entry));
}

export type Page = {
  /** The first index on it, and how many of the log's it holds. */
  readonly first: number;
  readonly width: number;
  readonly path: string;
  /** The same page once it is full. */
  readonly full: string;
};

/** Leaves, hashes or contents in a full page. */
export const PAGE_LEAVES = 256;

/** Pages of a level's tiles (`level` a number), of the bundles (`entries`) or of what lies beside them, for a log of so many. */
export function* pagesOf(level: number | "entries" | "content", count: number): Generator<Page> {
  for (let page = 0; page * PAGE_LEAVES < count; page += 1) yield pageAt(level, count, page);
}

export function pageAt(level: number | "entries" | "content", count: number, page: number): Page {
  const width = Math.min(PAGE_LEAVES, count - PAGE_LEAVES * page);
  const digits = String(page).padStart(Math.ceil(String(page).length / 3) * 3, "0");
  const groups = digits.match(/.../g) ?? [];
  const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
  const full = level === "content" ? `content/${number}` : `tile/${level}/${number}`;
  return {
    first: PAGE_LEAVES * page,
    width,
    full,
    path: width < PAGE_LEAVES && level !== "content" ? `${full}.p/${width}` : full,
  };
}

/** Pages asked for at once: enough that a log far away is not read at the pace of its line's delay, and few for any server. */
const AT_ONCE = 8;

/** Reads pages some ahead, and gives them in their order. */
export async function* readInOrder<T>(
  pages: Iterable<Page>,
  read: (page: Page) => Promise<T>,
): AsyncGenerator<readonly [page: Page, made: T]> {
  const asked: (readonly [page: Page, made: Promise<T>])[] = [];
  for (const page of pages) {
    const one = read(page);
    // It throws where its turn comes; if an earlier one throws first, nobody waits for it.
    one.catch(() => undefined);
    asked.push([page, one]);
    if (asked.length === AT_ONCE) yield* givenNext(asked);
  }
  while (asked.length > 0) yield* givenNext(asked);
}

async function* givenNext<T>(asked: (readonly [page: Page, made: Promise<T>])[]) {
  const [page, made] = asked.shift()!;
  yield [page, await made] as const;
}

/** A partial page may have been replaced by the full one since; what is read holds as many as its own name says. */
export async function readPage(
  read: ReadFile,
  { path, full, width }: Page,
): Promise<{ readonly bytes: Uint8Array; readonly width: number } | undefined> {
  const bytes = await read(path);
  if (bytes !== undefined) return { bytes, width };
  const whole = path === full ? undefined : await read(full);
  return whole === undefined ? undefined : { bytes: whole, width: PAGE_LEAVES };
}

/** A tile's hashes, no fewer and no more than its name says; undefined where it is missing or is none. */
export async function readTile(read: ReadFile, page: Page): Promise<readonly Uint8Array[] | undefined> {
  const { bytes, width } = (await readPage(read, page)) ?? {};
  if (bytes === undefined || width === undefined || bytes.length !== width * 32) return undefined;
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
