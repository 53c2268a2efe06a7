import { createHash, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { toHex, utf8 } from "./bytes.ts";
import { sha256, sha256Marked, sha256OfPair } from "./sha256.ts";

test("FIPS 180-4: the published examples", () => {
  expect(toHex(sha256(utf8("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(toHex(sha256(utf8("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")))).toBe(
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  );
  expect(toHex(sha256(new Uint8Array()))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(toHex(sha256(new Uint8Array(1_000_000).fill(0x61)))).toBe(
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  );
});

test("Node's own SHA-256 gives the same of every length to 1,000 and of nodes with every last byte", () => {
  for (let length = 0; length <= 1000; length += 1) {
    const message = randomBytes(length);
    expect(toHex(sha256(message)), message.toString("hex")).toBe(createHash("sha256").update(message).digest("hex"));
    expect(toHex(sha256Marked(length & 255, message))).toBe(
      createHash("sha256")
        .update(Uint8Array.of(length & 255))
        .update(message)
        .digest("hex"),
    );
  }
  for (let last = 0; last < 256; last += 1) {
    const node = Uint8Array.from([...randomBytes(63), last]);
    const bytes = Uint8Array.from([7, 7, ...node, 7]);
    sha256OfPair(bytes, 2, bytes, 1);
    const expected = createHash("sha256").update(Uint8Array.of(1)).update(node).digest("hex");
    expect(toHex(bytes.subarray(1, 33))).toBe(expected);
  }
});
