import fc from "fast-check";
import { expect, it } from "vitest";
import { countGram, createGramTable, findGram, gramTableOf, hashGram, listHolders, restOf } from "../duplicates/gram-table.ts";
import { createHashIndex, findHash, internHash } from "./hash-index.ts";

it("hashes are numbered in the order they come, like in a Map, however many", () => {
  const hash = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).filter((value) => value !== 0);
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 9_000 }), (hashes) => {
      const index = createHashIndex();
      const plain = new Map<number, number>();
      for (const one of hashes) {
        if (!plain.has(one)) plain.set(one, plain.size);
        expect(internHash(index, one)).toBe(plain.get(one));
      }
      for (const [one, number] of plain) expect(findHash(index, one)).toBe(number);
      expect(findHash(index, 12_345)).toBe(plain.get(12_345) ?? -1);
    }),
    { numRuns: 30 },
  );
});

it("grams never share a number, pairs and triples apart, and a table is rebuilt from its keys", () => {
  const unit = fc.integer({ min: 1, max: 65_535 });
  const gram = fc.tuple(fc.oneof(fc.constant(0), unit), unit, unit);
  fc.assert(
    fc.property(fc.array(gram, { maxLength: 20_000 }), (grams) => {
      const table = createGramTable();
      const plain = new Map<string, number>();
      for (const [first, middle, last] of grams) {
        const key = `${first} ${middle} ${last}`;
        if (!plain.has(key)) plain.set(key, plain.size);
        const rest = restOf(middle, last);
        expect(countGram(table, hashGram(first, rest), first, rest)).toBe(plain.get(key));
      }
      const again = gramTableOf(table.keys.slice(0, table.size), listHolders(table));
      expect(listHolders(again)).toEqual(listHolders(table));
      expect(listHolders(table).reduce((sum, held) => sum + held, 0)).toBe(grams.length);
      for (const [first, middle, last] of grams) {
        const rest = restOf(middle, last);
        expect(findGram(again, hashGram(first, rest), first, rest)).toBe(plain.get(`${first} ${middle} ${last}`));
      }
    }),
    { numRuns: 15 },
  );
});
