import { expect, test } from "vitest";
import { fromHex, toHex } from "./bytes.ts";
import { plainLeaf, plainRoot } from "./fixtures/plain-tree.ts";
import { EMPTY_ROOT, hashLeaf, hashNode } from "./merkle-hash.ts";
import { growTree, MOST_LEAVES } from "./tree.ts";

/** The leaves of certificate transparency's own tests, and the roots of their first 0 to 8. */
const CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const CT_ROOTS = `e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328`.split("\n");

test("the eight CT leaves give the published roots", () => {
  const tree = growTree();
  expect(toHex(tree.root())).toBe(CT_ROOTS[0]);
  for (const [index, leaf] of CT_LEAVES.entries()) {
    tree.append(hashLeaf(fromHex(leaf)));
    expect(toHex(tree.root())).toBe(CT_ROOTS[index + 1]);
  }
});

test("sizes 0 to 300 give the roots of the definition, also from a frontier taken up anew", () => {
  const leaves: Uint8Array[] = [];
  let tree = growTree();
  for (let size = 0; size <= 300; size += 1) {
    expect(toHex(tree.root())).toBe(toHex(plainRoot(leaves)));
    if (size % 7 === 0) tree = growTree(tree.size(), tree.frontier());
    leaves.push(plainLeaf(Uint8Array.of(size >> 8, size & 255)));
    tree.append(leaves.at(-1)!);
  }
});

test("grows beyond 2^53 leaves, and says when it is full", () => {
  const size = 2n ** 60n - 1n;
  const tree = growTree(size, new Uint8Array(60 * 32));
  tree.append(EMPTY_ROOT);
  expect(tree.size()).toBe(2n ** 60n);
  expect(tree.frontier()).toHaveLength(32);
  const full = growTree(MOST_LEAVES, new Uint8Array(63 * 32));
  expect(() => full.append(EMPTY_ROOT)).toThrow(expect.objectContaining({ code: "bad-size" }));
});

test("refuses what cannot be", () => {
  expect(() => growTree(3n, new Uint8Array(32))).toThrow(expect.objectContaining({ code: "bad-size" }));
  expect(() => growTree(1n, new Uint8Array(31))).toThrow(expect.objectContaining({ code: "bad-hash" }));
  expect(() => growTree(-1n)).toThrow(expect.objectContaining({ code: "bad-size" }));
  expect(() => growTree().append(new Uint8Array(31))).toThrow(expect.objectContaining({ code: "bad-hash" }));
  expect(() => hashNode(new Uint8Array(31), EMPTY_ROOT)).toThrow(expect.objectContaining({ code: "bad-hash" }));
});
