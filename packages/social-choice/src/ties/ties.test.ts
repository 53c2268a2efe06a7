import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { sha256 } from "./sha256.ts";
import { BY_TEXT, tieRanks } from "./tie-rule.ts";
import { compareText } from "./text-order.ts";

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("SHA-256", () => {
  // FIPS 180-4's own examples.
  test.each([
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
  ])("of «%s»", (message, digest) => {
    expect(hex(sha256(new TextEncoder().encode(message)))).toBe(digest);
  });

  test("of every length up to three blocks, as Node has it", () => {
    for (let length = 0; length <= 192; length += 1) {
      const message = Uint8Array.from({ length }, (_, index) => (index * 7 + length) % 256);
      expect(hex(sha256(message))).toBe(createHash("sha256").update(message).digest("hex"));
    }
  });
});

describe("the order of a tie", () => {
  test("by text is that of code points, in which 10 comes before 9", () => {
    const ids = ["9", "10", "b", "B", "村", "\u{1F333}", "\uFFFD", ""];
    expect(ids.toSorted(compareText)).toEqual(["", "10", "9", "B", "b", "村", "\uFFFD", "\u{1F333}"]);
    expect([...tieRanks(BY_TEXT, ["9", "10"])]).toEqual([1, 0]);
  });

  test("as listed is that of the file", () => {
    expect([...tieRanks({ kind: "listed" }, ["z", "a"])]).toEqual([0, 1]);
  });

  test("by draw follows from the seed alone, and anybody can repeat it", () => {
    const seed = "00112233445566778899aabbccddeeff";
    const ids = ["road", "well", "lamps", "bench"];
    const digest = (id: string) =>
      createHash("sha256")
        .update(Buffer.concat([Buffer.from(seed, "hex"), Buffer.from(id)]))
        .digest("hex");
    const order = ids.toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1));
    expect([...tieRanks({ kind: "draw", seed }, ids)]).toEqual(ids.map((id) => order.indexOf(id)));
  });

  test.each(["", "abc", "00112233445566778899aabbccddee", "zz112233445566778899aabbccddeeff"])(
    "refuses the seed «%s»",
    (seed) => {
      expect(() => tieRanks({ kind: "draw", seed }, ["a"])).toThrow(expect.objectContaining({ code: "bad-seed" }));
    },
  );
});
