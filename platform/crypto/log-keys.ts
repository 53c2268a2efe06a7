import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { ED25519_PKCS8, type SigningKey } from "./keys.ts";

/** A tenant's own signing key. */
export type LogKey = {
  readonly privateKey: KeyObject;
  /** 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
};

const SEED_BYTES = 32;

/**
 * The Ed25519 key of one tenant's log, derived from the deployment's log key (HKDF-SHA-256, RFC 5869): each tenant has a key of its
 * own, which may leave with it, and there is one file to keep.
 */
export function logKeyOf(log: SigningKey, tenantId: string): LogKey {
  const { d } = log.privateKey.export({ format: "jwk" }) as { readonly d: string };
  const seed = Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), "gongzhi/log", tenantId, SEED_BYTES));
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: "der", type: "pkcs8" });
  const { x } = createPublicKey(privateKey).export({ format: "jwk" }) as { readonly x: string };
  return { privateKey, publicKey: new Uint8Array(Buffer.from(x, "base64url")) };
}
