/** Answers whether an Ed25519 (RFC 8032) signature fits: WebCrypto's by default, another where the runtime has none. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/** WebCrypto's, as Node and current browsers have it. @throws where the runtime has no Ed25519 (see `hasEd25519`). */
export async function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", ownBytes(publicKey), "Ed25519", false, ["verify"]);
  return await crypto.subtle.verify("Ed25519", key, ownBytes(signature), ownBytes(message));
}

/** False in older browsers, and on pages that did not come over HTTPS: there signatures cannot be checked, hashes can. */
export async function hasEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** WebCrypto takes no views of shared memory; a copy is none. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes);
}
