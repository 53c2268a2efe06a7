import type { Mentions } from "./mentions.ts";

/**
 * The mentions of all texts sorted into parts by the first bits of their hashes, in the order they are met: part p begins at
 * `starts[p]`. A part's distinct n-grams fit a core's own cache, where the whole vocabulary would miss it at every look-up
 * (the partitioning of radix joins: Manegold, Boncz, Kersten 2002).
 */
export type MentionParts = {
  readonly count: number;
  readonly starts: Int32Array;
  /** Mention by mention its hash and its spot: text · `FAMILY_COUNT` + family. Side by side: each part is then one stream to write. */
  readonly pairs: Int32Array;
};

/** Their distinct n-grams make a table of about 500 kB. */
const MENTIONS_A_PART = 1 << 15;
/** More parts than lines and pages a core remembers would be written slower than they are read. */
const PARTS_MAX = 512;

export function partMentions({ hashes, ends }: Mentions): MentionParts {
  const count = countParts(hashes.length);
  const shift = count === 1 ? 31 : Math.clz32(count) + 1;
  const starts = new Int32Array(count + 1);
  if (count > 1) for (const hash of hashes) starts[(hash >>> shift) + 1]! += 1;
  else starts[1] = hashes.length;
  for (let part = 0; part < count; part += 1) starts[part + 1]! += starts[part]!;
  const pairs = new Int32Array(2 * hashes.length);
  const next = starts.slice();
  let mention = 0;
  for (const [spot, end] of ends.entries()) {
    for (; mention < end; mention += 1) {
      const hash = hashes[mention]!;
      const part = count === 1 ? 0 : hash >>> shift;
      const to = next[part]!;
      next[part] = to + 1;
      pairs[2 * to] = hash;
      pairs[2 * to + 1] = spot;
    }
  }
  return { count, starts, pairs };
}

/** A power of two. */
function countParts(mentions: number): number {
  return 2 ** Math.ceil(Math.log2(Math.min(PARTS_MAX, Math.max(1, mentions / MENTIONS_A_PART))));
}
