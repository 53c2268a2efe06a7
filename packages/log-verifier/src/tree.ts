import { concat, sha256 } from "./bytes.ts";

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
    pairs.map(async ([left = new Uint8Array(), right]) =>
      right === undefined ? left : await sha256(concat(Uint8Array.of(1), left, right)),
    ),
  );
}

export async function leafHash(entry: Uint8Array): Promise<Uint8Array> {
  return await sha256(concat(Uint8Array.of(0), entry));
}

/** Hashes of the full tiles of a level: what the level above is made of (C2SP tlog-tiles). */
export async function levelAbove(hashes: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const full = Math.floor(hashes.length / 256);
  return await Promise.all(Array.from({ length: full }, async (_, at) => await rootOf(hashes.slice(256 * at, 256 * at + 256))));
}

/** Paths of a level's tiles (`level` a number) or of the bundles (`entries`), with the first index and the width of each. */
export function pagesOf(level: number | "entries" | "content", count: number) {
  return Array.from({ length: Math.ceil(count / 256) }, (_, page) => {
    const width = Math.min(256, count - 256 * page);
    const digits = String(page).padStart(Math.ceil(String(page).length / 3) * 3, "0");
    const groups = digits.match(/.../g) ?? [];
    const number = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join("/");
    const full = level === "content" ? `content/${number}` : `tile/${level}/${number}`;
    return { first: 256 * page, width, full, path: width < 256 && level !== "content" ? `${full}.p/${width}` : full };
  });
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
