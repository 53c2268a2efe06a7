import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectRefusal } from "../fixtures/expect-refusal.ts";
import { assertRead, openBytes, readBytes, readDouble, readNumber, readText } from "./byte-reader.ts";
import { createByteWriter, finishBytes, writeBytes, writeDouble, writeNumber, writeText } from "./byte-writer.ts";
import { checksum } from "./checksum.ts";

describe("bytes", () => {
  it("come back as they were written", () => {
    const value = fc.oneof(
      fc.maxSafeNat().map((number) => ({ kind: "number" as const, number })),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => ({ kind: "double" as const, double })),
      fc.string({ unit: "grapheme" }).map((text) => ({ kind: "text" as const, text })),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ kind: "bytes" as const, bytes })),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const writer = createByteWriter();
        writeText(writer, "mark");
        for (const one of values) {
          if (one.kind === "number") writeNumber(writer, one.number);
          if (one.kind === "double") writeDouble(writer, one.double);
          if (one.kind === "text") writeText(writer, one.text);
          if (one.kind === "bytes") writeBytes(writer, one.bytes);
        }
        const reader = openBytes(finishBytes(writer), "mark", "bad-model");
        for (const one of values) {
          if (one.kind === "number") expect(readNumber(reader, Number.MAX_SAFE_INTEGER)).toBe(one.number);
          if (one.kind === "double") expect(readDouble(reader)).toBe(one.double);
          if (one.kind === "text") expect(readText(reader, 10_000)).toBe(one.text);
          if (one.kind === "bytes") expect(readBytes(reader, 300)).toEqual(one.bytes);
        }
        assertRead(reader);
      }),
      { numRuns: 300 },
    );
  });

  it("are refused above their limits, at the wrong mark, and never throw anything else", () => {
    const writer = createByteWriter();
    writeText(writer, "mark");
    writeNumber(writer, 300);
    const bytes = finishBytes(writer);
    expectRefusal(() => readNumber(openBytes(bytes, "mark", "bad-index"), 299), "bad-index");
    expectRefusal(() => openBytes(bytes, "kram", "bad-index"), "bad-index");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (garbage) => {
        expectRefusal(() => openBytes(garbage, "mark", "bad-model"), "bad-model");
      }),
    );
  });

  it("have the checksum of gzip and zip", () => {
    // The check value that the CRC catalogue gives for CRC-32/ISO-HDLC.
    expect(checksum(new TextEncoder().encode("123456789"))).toBe(0xcbf4_3926);
    expect(checksum(new Uint8Array(0))).toBe(0);
  });
});
