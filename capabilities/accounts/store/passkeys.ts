import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type PasskeyRow = {
  readonly credential_id: string;
  readonly account_id: string;
  readonly public_key: Buffer;
  readonly sign_count: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
};

/** An account's passkeys, the oldest first. */
export async function findPasskeys(tx: Tx, accountId: string): Promise<readonly PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`
    select credential_id, account_id, public_key, sign_count, transports, label, created_at, last_used_at from platform.passkey
    where account_id = ${accountId} order by created_at, credential_id`.execute(tx.db);
  return rows;
}

/** The passkey an answer names, locked: two answers at once are counted one after the other. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<PasskeyRow | undefined> {
  const { rows } = await sql<PasskeyRow>`
    select k.credential_id, k.account_id, k.public_key, k.sign_count, k.transports, k.label, k.created_at, k.last_used_at
    from platform.passkey k
    where k.credential_id = ${credentialId} for update of k`.execute(tx.db);
  return rows[0];
}

export type PasskeyToAdd = Pick<PasskeyRow, "credential_id" | "account_id" | "sign_count" | "transports" | "label"> & {
  readonly public_key: Uint8Array;
};

/** @returns false where that credential is known already. */
export async function insertPasskey(tx: Tx, key: PasskeyToAdd): Promise<boolean> {
  const result = await sql`
    insert into platform.passkey (credential_id, account_id, public_key, sign_count, transports, label, created_at)
    values (${key.credential_id}, ${key.account_id}, ${Buffer.from(key.public_key)}, ${key.sign_count}, ${[...key.transports]}::text[], ${key.label}, ${tx.now})
    on conflict (credential_id) do nothing`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

export async function notePasskeyUse(tx: Tx, credentialId: string, signCount: number): Promise<void> {
  await sql`update platform.passkey set sign_count = ${signCount}, last_used_at = ${tx.now} where credential_id = ${credentialId}`.execute(
    tx.db,
  );
}

export async function renameOwnPasskey(tx: Tx, accountId: string, credentialId: string, label: string): Promise<boolean> {
  const result =
    await sql`update platform.passkey set label = ${label} where credential_id = ${credentialId} and account_id = ${accountId}`.execute(
      tx.db,
    );
  return result.numAffectedRows === 1n;
}

export async function deleteOwnPasskey(tx: Tx, accountId: string, credentialId: string): Promise<boolean> {
  const result =
    await sql`delete from platform.passkey where credential_id = ${credentialId} and account_id = ${accountId}`.execute(tx.db);
  return result.numAffectedRows === 1n;
}

export type ChallengePurpose = "passkey-add" | "passkey-sign-in";

export async function insertChallenge(
  tx: Tx,
  challenge: {
    readonly id: string;
    readonly accountId: string | null;
    readonly purpose: ChallengePurpose;
    readonly challenge: string;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await sql`insert into platform.challenge (id, account_id, purpose, challenge, expires_at)
    values (${challenge.id}, ${challenge.accountId}, ${challenge.purpose}, ${challenge.challenge}, ${challenge.expiresAt})`.execute(
    tx.db,
  );
}

/** Takes a challenge: whoever comes second, too late or for another purpose finds none. */
export async function takeChallenge(
  tx: Tx,
  id: string,
  purpose: ChallengePurpose,
  accountId: string | null,
): Promise<string | undefined> {
  const { rows } = await sql<{ challenge: string }>`
    delete from platform.challenge where id = ${id} and purpose = ${purpose} and account_id is not distinct from ${accountId}::uuid
      and expires_at > ${tx.now} returning challenge`.execute(tx.db);
  return rows[0]?.challenge;
}
