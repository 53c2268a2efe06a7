import { expect, it } from "vitest";
import { createRandom } from "../random.ts";
import { chooseFeatures } from "./choose-features.ts";
import { partMentions } from "./mention-parts.ts";
import { FAMILY_COUNT } from "./ngrams.ts";
import { TEXTS_MIN } from "./weights.ts";

const ROWS = 400;
const CLASSES = 3;

it("features, first mentions and counts are those of a plain count over whole texts, of a table that has to grow as well", () => {
  const random = createRandom(11);
  const known = Int32Array.from({ length: 60_000 }, () => Math.floor(random() * 2 ** 32) | 1);
  const truth = Int32Array.from({ length: ROWS }, () => Math.floor(random() * CLASSES));
  // Of the known hashes the first are common, the last rare.
  const texts = Array.from({ length: ROWS }, () =>
    Array.from({ length: 200 + Math.floor(random() * 200) }, () => known[Math.floor(random() ** 3 * known.length)]!),
  );
  let ended = 0;
  const ends = Int32Array.from(
    texts.flatMap(({ length }) =>
      Array.from({ length: FAMILY_COUNT }, (_, family) =>
        family === FAMILY_COUNT - 1 ? (ended += length) : ended + Math.floor((length * (family + 1)) / FAMILY_COUNT),
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
  const expected = texts.flatMap((text, row) => {
    const counts = new Map<number, { spot: number; count: number }>();
    for (const [place, hash] of text.entries()) {
      const met = counts.get(hash);
      if (met !== undefined) met.count += 1;
      else counts.set(hash, { spot: row * FAMILY_COUNT + familyOf(place, text.length), count: 1 });
    }
    return [...counts].flatMap(([hash, { spot, count }]) => {
      const number = numberOf.get(hash);
      return number === undefined ? [] : [`${number} ${spot} ${count}`];
    });
  });
  const { pairs, counts } = vocabulary;
  const found = Array.from(counts, (count, cell) => `${pairs[2 * cell]} ${pairs[2 * cell + 1]} ${count}`);
  expect(found.sort()).toEqual(expected.sort());
});

function familyOf(place: number, length: number): number {
  let family = 0;
  while (family < FAMILY_COUNT - 1 && place >= Math.floor((length * (family + 1)) / FAMILY_COUNT)) family += 1;
  return family;
}
