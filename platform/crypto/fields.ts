import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import type { KeyRing, SecretKey } from "./keys.ts";

/** Where a value stands. It is authenticated with the value, so a ciphertext moved to another row or column does not open. */
export type FieldPlace = { readonly table: string; readonly row: string; readonly column: string };

/** The stored value was altered, moved, or written with a key that is not here. Never holds the value. */
export class FieldUnreadable extends Error {
  readonly code = "field-unreadable";
  readonly place: FieldPlace;
  constructor(place: FieldPlace) {
    super(`the encrypted value of ${place.table}.${place.column} does not open`);
    this.name = "FieldUnreadable";
    this.place = place;
  }
}

/** A field is a number, a name, a statement; larger things are files. */
const LONGEST_VALUE_BYTES = 256 * 1024;
/** 96 random bits (NIST SP 800-38D §8.2.2): good for 2³² values a key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** 128 bits: no accidental equals among 10¹⁵ values. */
const INDEX_BYTES = 16;
const STORED = /^([1-9]\d{0,8})\.([A-Za-z0-9_-]+)$/;

/**
 * Encrypts one value with AES-256-GCM. The result is text, `<key id>.<base64url of nonce, ciphertext, tag>`, for a text column.
 * Its length shows the value's length.
 */
export function encryptField(ring: KeyRing, place: FieldPlace, value: string): string {
  const plain = Buffer.from(value, "utf8");
  if (plain.length > LONGEST_VALUE_BYTES) throw new Error(`a field of ${plain.length} bytes is a file`);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", ring.current.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(placeBytes(place));
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${ring.current.id}.${sealed.toString("base64url")}`;
}

/** @throws FieldUnreadable */
export function decryptField(ring: KeyRing, place: FieldPlace, stored: string): string {
  const [, id, encoded] = STORED.exec(stored) ?? [];
  const key = ring.find(Number(id));
  const sealed = Buffer.from(encoded ?? "", "base64url");
  // Base64url has spare bits in its last sign: only the one spelling we write is taken.
  const whole = sealed.length >= NONCE_BYTES + TAG_BYTES && sealed.toString("base64url") === encoded;
  if (key === undefined || !whole) throw new FieldUnreadable(place);
  const decipher = createDecipheriv("aes-256-gcm", key.key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(placeBytes(place));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    throw new FieldUnreadable(place);
  }
}

/** Whether a value was written with an older key and should be written anew. */
export function needsNewKey(ring: KeyRing, stored: string): boolean {
  return !stored.startsWith(`${ring.current.id}.`);
}

/**
 * A keyed HMAC of a value brought into one form before (a telephone number, an identity number), by which equal ones are found.
 * Without the key not even a short number can be guessed from it.
 * @param domain what is indexed, and for whom if equals must not be seen across: `phone`, `phone/<tenant>`.
 */
export function blindIndex(ring: KeyRing, domain: string, value: string): string {
  return indexWith(ring.current, domain, value);
}

/** The index under every key, the newest first: what to look for while older rows await their new key. */
export function blindIndexes(ring: KeyRing, domain: string, value: string): readonly string[] {
  return ring.all.map((key) => indexWith(key, domain, value));
}

function indexWith(key: SecretKey, domain: string, value: string): string {
  const mac = createHmac("sha256", key.key)
    .update(JSON.stringify([domain, value]))
    .digest();
  return `${key.id}.${mac.subarray(0, INDEX_BYTES).toString("base64url")}`;
}

/** JSON of an array: no two places have the same bytes, whatever signs they hold. */
function placeBytes(place: FieldPlace): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.row, place.column]), "utf8");
}
