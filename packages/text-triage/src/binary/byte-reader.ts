import { TriageRefusal, type TriageRefusalCode } from "../refusal.ts";
import { checksum } from "./checksum.ts";

/** Reads what `ByteWriter` wrote; every failure is a refusal with the code given at the start. */
export type ByteReader = { readonly bytes: Uint8Array; readonly code: TriageRefusalCode; at: number };

/** Refuses bytes that do not begin with the mark or whose checksum does not hold: damaged, cut short or something else. */
export function openBytes(bytes: Uint8Array, mark: string, code: TriageRefusalCode): ByteReader {
  const end = bytes.length - 4;
  if (end < 4) throw new TriageRefusal(code, "the file is too short");
  const reader = { bytes: bytes.subarray(0, end), code, at: 0 };
  const sum = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end, true);
  // The mark first: "not such a file" is the more useful answer than "damaged".
  const expected = new TextEncoder().encode(mark);
  const found = reader.bytes.subarray(1, 1 + expected.length);
  if (reader.bytes[0] !== expected.length || !expected.every((byte, index) => byte === found[index])) {
    throw new TriageRefusal(code, `the file does not begin with «${mark}»`);
  }
  if (sum !== checksum(reader.bytes)) throw new TriageRefusal(code, "the file is damaged: its checksum does not hold");
  reader.at = 1 + expected.length;
  return reader;
}

/** A whole number of at most `limit`. */
export function readNumber(reader: ByteReader, limit: number): number {
  let value = 0;
  let scale = 1;
  for (;;) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) throw new TriageRefusal(reader.code, "the file ends too early");
    reader.at += 1;
    value += (byte & 127) * scale;
    if (value > limit) throw new TriageRefusal(reader.code, `a number in the file is above its limit of ${limit}`);
    if (byte < 128) return value;
    scale *= 128;
    if (scale > Number.MAX_SAFE_INTEGER) throw new TriageRefusal(reader.code, "a number in the file is too long");
  }
}

export function readDouble(reader: ByteReader): number {
  if (reader.at + 8 > reader.bytes.length) throw new TriageRefusal(reader.code, "the file ends too early");
  const view = new DataView(reader.bytes.buffer, reader.bytes.byteOffset);
  const value = view.getFloat64(reader.at, true);
  reader.at += 8;
  if (!Number.isFinite(value)) throw new TriageRefusal(reader.code, "a number in the file is not finite");
  return value;
}

/** At most `limit` bytes; a view on the file, not a copy. */
export function readBytes(reader: ByteReader, limit: number): Uint8Array {
  const length = readNumber(reader, limit);
  if (reader.at + length > reader.bytes.length) throw new TriageRefusal(reader.code, "the file ends too early");
  const bytes = reader.bytes.subarray(reader.at, reader.at + length);
  reader.at += length;
  return bytes;
}

/** A text of at most `limit` bytes in UTF-8. */
export function readText(reader: ByteReader, limit: number): string {
  const bytes = readBytes(reader, limit);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TriageRefusal(reader.code, "a text in the file is not UTF-8");
  }
}

export function assertRead(reader: ByteReader): void {
  if (reader.at !== reader.bytes.length) throw new TriageRefusal(reader.code, "the file goes on after its end");
}
