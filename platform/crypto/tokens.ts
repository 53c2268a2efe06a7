import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { KeyRing } from "./keys.ts";

/** `Field.cursor` takes no more, and a URL must stay short. */
const LONGEST_TOKEN = 400;
const KEY_ID_BYTES = 2;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const EXPIRY_BYTES = 6;
const NEVER = 2 ** 48 - 1;

/** What a token may carry, as JSON: about 260 bytes. */
export type TokenContent = string | number | boolean | null | readonly TokenContent[] | { readonly [key: string]: TokenContent };

/**
 * A token we hand out and take back, such as the cursor of a list's next page. Sealed with AES-256-GCM, not only signed: a cursor
 * holds the last row's sort value, which may be a name, and URLs end up in logs and histories.
 * @param use what it is for: a token for one use is refused for another (`cursor/<query>/<actor>`).
 */
export function sealToken(ring: KeyRing, use: string, content: TokenContent, expiresAtMs: number = NEVER): string {
  const plain = Buffer.alloc(EXPIRY_BYTES);
  plain.writeUIntBE(Math.min(expiresAtMs, NEVER), 0, EXPIRY_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const id = Buffer.alloc(KEY_ID_BYTES);
  id.writeUInt16BE(ring.current.id);
  const cipher = createCipheriv("aes-256-gcm", ring.current.key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(use, "utf8"));
  const sealed = [cipher.update(plain), cipher.update(JSON.stringify(content), "utf8"), cipher.final(), cipher.getAuthTag()];
  const token = Buffer.concat([id, nonce, ...sealed]).toString("base64url");
  if (token.length > LONGEST_TOKEN)
    throw new Error(`a token of ${token.length} signs: its content must be cut by whoever makes it`);
  return token;
}

/** The content, or nothing if the token is not ours, is for another use, was altered or has run out. */
export function openToken(ring: KeyRing, use: string, token: string, nowMs: number): TokenContent | undefined {
  if (token.length > LONGEST_TOKEN || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < KEY_ID_BYTES + NONCE_BYTES + EXPIRY_BYTES + TAG_BYTES || bytes.toString("base64url") !== token)
    return undefined;
  const key = ring.find(bytes.readUInt16BE(0));
  if (key === undefined) return undefined;
  const body = bytes.subarray(KEY_ID_BYTES + NONCE_BYTES, -TAG_BYTES);
  const nonce = bytes.subarray(KEY_ID_BYTES, KEY_ID_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key.key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(use, "utf8"));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(body), decipher.final()]);
    if (plain.readUIntBE(0, EXPIRY_BYTES) <= nowMs) return undefined;
    return JSON.parse(plain.subarray(EXPIRY_BYTES).toString("utf8")) as TokenContent;
  } catch {
    return undefined;
  }
}

/** A secret for a browser or a receipt: 256 random bits, 43 signs of base64url. Only its digest is stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256 in hex: how a 256-bit secret is looked up. Not for codes people can guess: those need `blindIndex`. */
export function secretDigest(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
