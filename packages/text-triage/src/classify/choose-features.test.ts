import { expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { chooseFeatures } from "./choose-features.ts";
import { partMentions, partOf } from "./mention-parts.ts";
import { FAMILY_COUNT } from "./ngrams.ts";
import { TEXTS_MIN } from "./weights.ts";

const ROWS = 400;
const CLASSES = 3;

it("features, first mentions and counts are those of a plain count over whole texts, in as many parts as there are", () => {
  const random = createRandom(11);
  const known = Int32Array.from({ length: 3_000 }, () => Math.floor(random() * 2 ** 32) | 1);
  const truth = Int32Array.from({ length: ROWS }, () => Math.floor(random() * CLASSES));
  // Of the known hashes the first are common, the last rare.
  const texts = Array.from({ length: ROWS }, () =>
    Array.from({ length: 200 + Math.floor(random() * 200) }, () => known[Math.floor(random() ** 3 * known.length)]!),
  );
  let ended = 0;
  const ends = Int32Array.from(
    texts.flatMap(({ length }) =>
      Array.from({ length: FAMILY_COUNT }, (_, family) =>
        family === FAMILY_COUNT - 1 ? (ended += length) : ended + Math.floor((length * family) / FAMILY_COUNT),
      ),
    ),
  );
  const hashes = Int32Array.from(texts.flat());
  const parts = partMentions({ hashes, ends });
  expect(parts.count).toBeGreaterThan(2);
  const vocabulary = chooseFeatures(parts, truth, CLASSES);

  const held = new Map<number, Set<number>>();
  for (const [row, text] of texts.entries()) {
    for (const hash of text) held.set(hash, (held.get(hash) ?? new Set()).add(row));
  }
  const wanted = [...held].filter(([hash, rows]) => rows.size >= TEXTS_MIN && rows.size < ROWS && hash !== 0);
  wanted.sort(([one, { size }], [other, { size: otherSize }]) => otherSize - size || one - other);
  expect([...vocabulary.hashes]).toEqual(wanted.map(([hash]) => hash));
  expect([...vocabulary.textsWith]).toEqual(wanted.map(([, rows]) => rows.size));

  const numberOf = new Map(wanted.map(([hash], number) => [hash, number]));
  const next = parts.starts.slice();
  let wrong = 0;
  for (const text of texts) {
    const counts = new Map<number, number>();
    for (const hash of text) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    for (const hash of text) {
      const part = partOf(hash, parts.count);
      const cell = next[part]!;
      next[part] = cell + 1;
      const count = counts.get(hash);
      counts.delete(hash);
      const number = count === undefined ? -1 : (numberOf.get(hash) ?? -1);
      if (vocabulary.numbers[cell] !== number || (count !== undefined && vocabulary.counts[cell] !== count)) wrong += 1;
    }
  }
  expect(wrong).toBe(0);
});
