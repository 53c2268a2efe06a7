import type { Mentions } from "./mentions.ts";
import { FAMILY_COUNT } from "./ngrams.ts";

/**
 * The mentions of all texts sorted into parts by the first bits of their hashes, in the order they are met: part p begins at
 * `starts[p]`. A part's distinct n-grams fit a core's own cache, where the whole vocabulary would miss it at every look-up
 * (the partitioning of radix joins: Manegold, Boncz, Kersten 2002).
 */
export type MentionParts = {
  readonly count: number;
  readonly starts: Int32Array;
  readonly hashes: Int32Array;
  readonly rows: Int32Array;
};

/** About 500 kB of tables a part. */
const MENTIONS_A_PART = 1 << 15;
/** More parts than pages the processor remembers would be written slower than they are read. */
const PARTS_MAX = 1_024;

export function partMentions({ hashes, ends }: Mentions): MentionParts {
  const count = countParts(hashes.length);
  const starts = new Int32Array(count + 1);
  for (const hash of hashes) starts[partOf(hash, count) + 1]! += 1;
  for (let part = 0; part < count; part += 1) starts[part + 1]! += starts[part]!;
  const parts = { count, starts, hashes: new Int32Array(hashes.length), rows: new Int32Array(hashes.length) };
  const next = starts.slice();
  let mention = 0;
  for (let row = 0; row * FAMILY_COUNT < ends.length; row += 1) {
    for (const end = ends[(row + 1) * FAMILY_COUNT - 1]!; mention < end; mention += 1) {
      const hash = hashes[mention]!;
      const part = partOf(hash, count);
      const to = next[part]!;
      next[part] = to + 1;
      parts.hashes[to] = hash;
      parts.rows[to] = row;
    }
  }
  return parts;
}

/** A power of two. */
function countParts(mentions: number): number {
  return 2 ** Math.ceil(Math.log2(Math.min(PARTS_MAX, Math.max(1, mentions / MENTIONS_A_PART))));
}

export function partOf(hash: number, count: number): number {
  return count === 1 ? 0 : hash >>> (Math.clz32(count) + 1);
}
