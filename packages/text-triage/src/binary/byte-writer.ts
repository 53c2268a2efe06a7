import { checksum } from "./checksum.ts";

/** Bytes under construction: little-endian, numbers as LEB128 varints, ended by a CRC-32 of all before it. */
export type ByteWriter = { bytes: Uint8Array; size: number };

const FIRST_BYTES = 1 << 16;

export function createByteWriter(): ByteWriter {
  return { bytes: new Uint8Array(FIRST_BYTES), size: 0 };
}

/** A whole number from 0 to 2^53 - 1. */
export function writeNumber(writer: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0`);
  reserve(writer, 8);
  let left = value;
  // Above 31 bits the bitwise operators would cut the number.
  while (left >= 0x8000_0000) {
    writer.bytes[writer.size] = (left % 128) | 128;
    writer.size += 1;
    left = Math.floor(left / 128);
  }
  while (left >= 128) {
    writer.bytes[writer.size] = (left & 127) | 128;
    writer.size += 1;
    left >>>= 7;
  }
  writer.bytes[writer.size] = left;
  writer.size += 1;
}

export function writeDouble(writer: ByteWriter, value: number): void {
  reserve(writer, 8);
  new DataView(writer.bytes.buffer, writer.bytes.byteOffset).setFloat64(writer.size, value, true);
  writer.size += 8;
}

/** Its length, then the bytes. */
export function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writeNumber(writer, bytes.length);
  reserve(writer, bytes.length);
  writer.bytes.set(bytes, writer.size);
  writer.size += bytes.length;
}

export function writeText(writer: ByteWriter, text: string): void {
  writeBytes(writer, new TextEncoder().encode(text));
}

/** The finished bytes with their checksum. */
export function finishBytes(writer: ByteWriter): Uint8Array {
  reserve(writer, 4);
  const sum = checksum(writer.bytes.subarray(0, writer.size));
  new DataView(writer.bytes.buffer, writer.bytes.byteOffset).setUint32(writer.size, sum, true);
  writer.size += 4;
  return writer.bytes.slice(0, writer.size);
}

function reserve(writer: ByteWriter, more: number): void {
  if (writer.size + more <= writer.bytes.length) return;
  const wider = new Uint8Array(Math.max(writer.bytes.length * 2, writer.size + more));
  wider.set(writer.bytes.subarray(0, writer.size));
  writer.bytes = wider;
}
