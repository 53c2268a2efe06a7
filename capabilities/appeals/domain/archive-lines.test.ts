import { growTree, toHex } from "@gongzhi/merkle-log";
import { expect, test } from "vitest";
import {
  archiveAfterDays,
  archiveLeaf,
  type ArchiveSum,
  closedBeforeDay,
  digestOf,
  PART_LINES,
  partRoots,
  sumOn,
} from "./archive-lines.ts";

const NOTHING: ArchiveSum = { archived: 0, roots: new Uint8Array(), frontier: new Uint8Array() };
const leafOf = (nth: number) =>
  archiveLeaf({
    id: `id-${nth}`,
    number: `20240101-${nth}`,
    state: "closed",
    outcome: nth % 2 === 0 ? "solved" : null,
    matter: null,
    raisedAt: new Date("2024-01-01T00:00:00Z"),
    closedAt: new Date("2024-01-09T08:00:00Z"),
  });

const all = Array.from({ length: 2 * PART_LINES + 7 }, (_, nth) => leafOf(nth));

test.each([1, PART_LINES - 1, PART_LINES, PART_LINES + 1, all.length])(
  "over %d lines in steps of any length the sum is the root of one tree over all of them",
  (count) => {
    const leaves = all.slice(0, count);
    const plain = growTree();
    for (const leaf of leaves) plain.append(leaf);
    let sum: ArchiveSum = NOTHING;
    for (let from = 0; from < count; from += 4_999) sum = sumOn(sum, leaves.slice(from, from + 4_999));
    expect(digestOf(sum)).toBe(toHex(plain.root()));
    expect(partRoots(sum)).toHaveLength(Math.ceil(count / PART_LINES));
    expect(sum.archived).toBe(count);
  },
);

test("a sum over nothing says nothing, and every fact counts", () => {
  expect(digestOf(sumOn(NOTHING, []))).toBe("");
  expect(toHex(leafOf(1))).not.toBe(toHex(leafOf(2)));
});

test("a day is reckoned back over months and leap days", () => {
  expect(closedBeforeDay("2026-11-27", 365)).toBe("2025-11-27");
  expect(closedBeforeDay("2024-03-01", 1)).toBe("2024-02-29");
  expect([{ afterDays: 365 }, { afterDays: 0 }, { afterDays: "365" }, {}].map(archiveAfterDays)).toEqual([
    365,
    undefined,
    undefined,
    undefined,
  ]);
});
