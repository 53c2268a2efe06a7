import { expect, test } from "vitest";
import { sha256 } from "./sha256.ts";

const other = async (bytes: Uint8Array) => new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));

test("every length of up to five blocks, and a long one, hashes as WebCrypto hashes it", async () => {
  const lengths = [...Array.from({ length: 320 }, (_, length) => length), 1_000_003];
  for (const length of lengths) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 167 + length * 31) & 0xff);
    expect(sha256(bytes), `${length} bytes`).toEqual(await other(bytes));
  }
});

test("a hash stays what it was when another is made", () => {
  const first = sha256(Uint8Array.of(1));
  const kept = [...first];
  sha256(Uint8Array.of(2));
  expect([...first]).toEqual(kept);
});
