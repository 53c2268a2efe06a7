import { createHmac, timingSafeEqual } from "node:crypto";

/** Keyed: a dump of the table does not tell a six-digit code by trying all. */
export function codeHash(key: Parameters<typeof createHmac>[1], phoneIndex: string, code: string): string {
  return createHmac("sha256", key)
    .update(JSON.stringify(["code", phoneIndex, code.trim()]))
    .digest("base64url");
}

export function equalHashes(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
