import { sql } from "kysely";
import { decryptField, encryptField } from "#platform/crypto/fields.ts";
import type { KeyRing } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";

/** Who raised a sealed appeal: what only the sealed store knows. Empty where it was not given. */
export type Identity = {
  readonly personId: string;
  readonly accountId: string;
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  /** At a desk: who asked the helper, and how. */
  readonly mandate: string;
};

export type SealedReceipt = { readonly appealId: string; readonly number: string; readonly receipt: string };

/** One resident's sealed appeals that "mine" shows: the newest. */
const MOST_OWN = 50;
/** Ciphertexts show the length of what they hold: all are brought to steps of this. */
const PADDED_BYTES = 512;

const placeOf = (row: string, column: "identity_cipher" | "receipt_cipher") => ({ table: "sealed.appeal_identity", row, column });

export type IdentityToSeal = {
  readonly appealId: string;
  readonly number: string;
  readonly path: string;
  readonly owner: string | null;
  readonly receipt: string;
  readonly identity: Identity;
};

/** `tx` is the sealed domain's own, as in all of this file. */
export async function sealIdentity(tx: Tx, ring: KeyRing, made: IdentityToSeal): Promise<void> {
  const plain = JSON.stringify(made.identity);
  const bytes = Buffer.byteLength(plain);
  const identity = plain + " ".repeat(Math.ceil(bytes / PADDED_BYTES) * PADDED_BYTES - bytes);
  const receipt = `${made.number} ${made.receipt}`;
  await sql`insert into sealed.appeal_identity (tenant_id, appeal_id, division_path, owner_index, identity_cipher, receipt_cipher, sealed_on)
    values (${tx.tenantId}, ${made.appealId}, ${made.path}::ltree, ${made.owner}, ${encryptField(ring, placeOf(made.appealId, "identity_cipher"), identity)},
      ${encryptField(ring, placeOf(made.appealId, "receipt_cipher"), receipt)}, ${legalDay(tx.now)}::date)`.execute(tx.db);
}

/** Of the owner the transaction is about. */
export async function findOwnReceipts(tx: Tx, ring: KeyRing): Promise<readonly SealedReceipt[]> {
  const { rows } = await sql<{ appeal_id: string; receipt_cipher: string }>`
    select appeal_id, receipt_cipher from sealed.appeal_identity where tenant_id = ${tx.tenantId} and owner_index = platform.current_holder()
    order by sealed_on desc, appeal_id desc limit ${MOST_OWN}`.execute(tx.db);
  return rows.map(({ appeal_id, receipt_cipher }) => {
    const [number = "", receipt = ""] = decryptField(ring, placeOf(appeal_id, "receipt_cipher"), receipt_cipher).split(" ");
    return { appealId: appeal_id, number, receipt };
  });
}

/** Under whom the sealed inbox keeps notices about an appeal; undefined: whoever raised it holds a receipt only. */
export async function findOwnerOf(tx: Tx, appealId: string): Promise<string | undefined> {
  const { rows } = await sql<{ owner_index: string | null }>`
    select owner_index from sealed.appeal_identity where tenant_id = ${tx.tenantId} and appeal_id = ${appealId}`.execute(tx.db);
  return rows[0]?.owner_index ?? undefined;
}

export async function openIdentity(tx: Tx, ring: KeyRing, appealId: string): Promise<Identity | undefined> {
  const { rows } = await sql<{ identity_cipher: string }>`
    select identity_cipher from sealed.appeal_identity where tenant_id = ${tx.tenantId} and appeal_id = ${appealId}`.execute(
    tx.db,
  );
  const stored = rows[0]?.identity_cipher;
  return stored === undefined
    ? undefined
    : (JSON.parse(decryptField(ring, placeOf(appealId, "identity_cipher"), stored)) as Identity);
}

/** Sealed at least a day ago, in order of their appeals. */
export async function findSealedBefore(tx: Tx, after: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ appeal_id: string }>`
    select appeal_id from sealed.appeal_identity where tenant_id = ${tx.tenantId} and sealed_on < ${legalDay(tx.now)}::date and appeal_id > ${after}::uuid
    order by appeal_id limit ${most}`.execute(tx.db);
  return rows.map(({ appeal_id }) => appeal_id);
}

export async function eraseIdentities(tx: Tx, appealIds: readonly string[]): Promise<void> {
  await sql`delete from sealed.appeal_identity where tenant_id = ${tx.tenantId} and appeal_id = any(${[...appealIds]}::uuid[])`.execute(
    tx.db,
  );
}
