import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { KEY_BYTES, KeyFault, type KeyFile, openKeyFolder, readKeyFiles, writeKeyFile } from "./key-files.ts";

/** One purpose, one key: a key that leaks or is misused opens nothing else. */
const SYMMETRIC_PURPOSES = ["fields", "index", "tokens", "sealed"] as const;
export type SymmetricPurpose = (typeof SYMMETRIC_PURPOSES)[number];
const SIGNING_PURPOSE = "log";
export type KeyPurpose = SymmetricPurpose | typeof SIGNING_PURPOSE;
const PURPOSES: readonly KeyPurpose[] = [...SYMMETRIC_PURPOSES, SIGNING_PURPOSE];

/** Key bytes stay inside KeyObjects, which neither JSON nor `inspect` prints. */
export type SecretKey = { readonly id: number; readonly key: KeyObject };

export type KeyRing = {
  readonly purpose: SymmetricPurpose;
  /** New values are made with this one: the highest id. */
  readonly current: SecretKey;
  /** All keys, the newest first. */
  readonly all: readonly SecretKey[];
  readonly find: (id: number) => SecretKey | undefined;
};

export type SigningKey = { readonly id: number; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export type Keys = {
  /** Encryption of fields in tables. */
  readonly fields: KeyRing;
  /** HMAC of normalised values, so that equal ones are found without being readable. */
  readonly index: KeyRing;
  /** Cursors and other tokens handed out and taken back. */
  readonly tokens: KeyRing;
  /** Fields of the sealed store; its folder may be another one, kept off the database's host. */
  readonly sealed: KeyRing;
  /** Ed25519: signs the log's checkpoints. */
  readonly log: SigningKey;
  /** Purposes whose first key was made by this call. */
  readonly made: readonly KeyPurpose[];
};

/**
 * Opens the keys in `folder`, making on the first start those that are missing.
 * @param options.mayMake false once data exists that was written with keys: a lost folder must stop the server, not be replaced by
 * keys that open nothing.
 * @throws KeyFault with one line for the operator.
 */
export async function openKeys(folder: string, options: { readonly mayMake: boolean }): Promise<Keys> {
  await openKeyFolder(folder);
  let files = await readKeyFiles(folder);
  const made: KeyPurpose[] = [];
  for (const purpose of PURPOSES) {
    if (files.some((file) => file.purpose === purpose)) continue;
    if (!options.mayMake) {
      throw new KeyFault(
        "key-missing",
        `${folder} holds no ${purpose} key, but data written with one exists. Restore the folder.`,
      );
    }
    if (await writeKeyFile(folder, { purpose, id: 1, bytes: randomBytes(KEY_BYTES) })) made.push(purpose);
  }
  // Read again whatever was made: another process may have been quicker with some of them.
  files = await readKeyFiles(folder);
  return {
    fields: ringOf("fields", files),
    index: ringOf("index", files),
    tokens: ringOf("tokens", files),
    sealed: ringOf("sealed", files),
    log: signingKeyOf(files),
    made,
  };
}

/** Adds a newer key of one purpose; values written before stay readable by the older ones. Running servers see it when restarted. */
export async function addKey(folder: string, purpose: SymmetricPurpose): Promise<number> {
  await openKeyFolder(folder);
  const ids = (await readKeyFiles(folder)).filter((file) => file.purpose === purpose).map((file) => file.id);
  const id = Math.max(0, ...ids) + 1;
  if (!(await writeKeyFile(folder, { purpose, id, bytes: randomBytes(KEY_BYTES) }))) {
    throw new KeyFault("key-kind", `Another process has just added ${purpose} key ${id}.`);
  }
  return id;
}

function ringOf(purpose: SymmetricPurpose, files: readonly KeyFile[]): KeyRing {
  const all = files
    .filter((file) => file.purpose === purpose)
    .map((file) => ({ id: file.id, key: createSecretKey(file.bytes) }))
    .reverse();
  const current = all[0];
  if (current === undefined) throw new Error(`no ${purpose} key after making one`);
  const byId = new Map(all.map((each) => [each.id, each]));
  return { purpose, current, all, find: (id) => byId.get(id) };
}

/** PKCS #8 of an Ed25519 seed is this prefix and the 32 bytes (RFC 8410 §7). */
export const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

function signingKeyOf(files: readonly KeyFile[]): SigningKey {
  const newest = files.findLast((file) => file.purpose === SIGNING_PURPOSE);
  if (newest === undefined) throw new Error("no log key after making one");
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, newest.bytes]), format: "der", type: "pkcs8" });
  return { id: newest.id, privateKey, publicKey: createPublicKey(privateKey) };
}
