import { expect, test } from "vitest";
import { encode, hex } from "./bytes.ts";
import { leafHash, nodeHash, type Page, pageAt, pagesOf, readInOrder, rootAt, rootOf, subtreesOf } from "./tree.ts";

/** RFC 9162 §2.1.1, as it is written. */
function definition(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined || leaves.length === 1) return only ?? rootOf([]);
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(definition(leaves.slice(0, half)), definition(leaves.slice(half)));
}

const leaves = Array.from({ length: 260 }, (_, at) => leafHash(encode(`entry ${at}`)));

test("the root of no leaves, and of every first part of a tree, is the definition's", () => {
  expect(hex(rootOf([]))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const roots = leaves.map((_, at) => hex(definition(leaves.slice(0, at))));
  for (const size of [1, 2, 3, 7, 64, 65, 255, 256, 257, 259]) {
    const subtrees = subtreesOf(leaves.slice(0, size));
    for (let part = 0; part <= size; part += 1) expect(hex(rootAt(subtrees, part)), `${part} of ${size}`).toBe(roots[part]);
  }
});

test("pages are read some ahead and given in their order, and one that cannot be read throws in its turn", async () => {
  const pages = [...pagesOf(0, 256 * 40)];
  let [now, most] = [0, 0];
  const slowly = async ({ first }: Page) => {
    now += 1;
    most = Math.max(most, now);
    for (let turns = first % 7; turns >= 0; turns -= 1) await Promise.resolve();
    now -= 1;
    if (first >= 256 * 30) throw new Error(`no page ${first}`);
    return first;
  };
  const seen: number[] = [];
  const reading = async () => {
    for await (const [page, made] of readInOrder(pages, slowly)) {
      expect(made).toBe(page.first);
      seen.push(made);
    }
  };
  await expect(reading()).rejects.toThrow(`no page ${256 * 30}`);
  expect(seen).toEqual(pages.slice(0, 30).map(({ first }) => first));
  expect([most > 1, most <= 8]).toEqual([true, true]);
  expect(pageAt("entries", 257, 1)).toMatchObject({ path: "tile/entries/001.p/1", full: "tile/entries/001" });
});
