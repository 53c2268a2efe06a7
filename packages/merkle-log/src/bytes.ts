import { LogFault } from "./fault.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** `String.fromCharCode` takes its bytes as arguments; engines limit those. */
const CHUNK_BYTES = 0x8000;

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** @throws LogFault where the bytes are no UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new LogFault("bad-note", "these bytes are no UTF-8");
  }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @throws LogFault for anything but pairs of lower-case hexadecimal digits. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new LogFault("bad-hash", "not pairs of hexadecimal digits");
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => Number.parseInt(text.slice(2 * index, 2 * index + 2), 16));
}

/** RFC 4648 §4. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  return btoa(binary);
}

/** Strict: padded, without spaces, and no other text for the same bytes. @throws LogFault otherwise. */
export function fromBase64(text: string): Uint8Array {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new LogFault("bad-hash", "not base64");
  }
  if (btoa(binary) !== text) throw new LogFault("bad-hash", "not base64 as RFC 4648 §4 writes it");
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
