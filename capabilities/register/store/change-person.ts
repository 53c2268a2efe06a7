import { sql, type RawBuilder } from "kysely";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Relation, Standing } from "../contract/person-views.ts";
import { identityIndex, phoneIndex, sealNumber } from "./person-row.ts";

/** New values by field; what is undefined stays. */
export type PersonChange = {
  readonly name?: string | undefined;
  readonly sex?: "female" | "male" | null | undefined;
  readonly bornOn?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly identityNumber?: string | null | undefined;
  readonly address?: string | undefined;
  readonly relation?: Relation | "" | undefined;
  readonly standing?: Standing | undefined;
};

/** Writes the new values and counts the version up; the public name of a post-holder follows the name. */
export async function updatePerson(tx: Tx, keys: Keys, id: string, change: PersonChange): Promise<void> {
  const set: RawBuilder<unknown>[] = [];
  if (change.name !== undefined) set.push(sql`name = ${change.name}`);
  if (change.sex !== undefined) set.push(sql`sex = ${change.sex}`);
  if (change.bornOn !== undefined) set.push(sql`born_on = ${change.bornOn}::date`);
  if (change.address !== undefined) set.push(sql`address = ${change.address}`);
  if (change.relation !== undefined) set.push(sql`relation = ${change.relation}`);
  if (change.phone !== undefined)
    set.push(
      sql`phone_cipher = ${sealNumber(keys, id, "phone_cipher", change.phone)}, phone_index = ${phoneIndex(tx, keys, change.phone)}`,
    );
  if (change.identityNumber !== undefined)
    set.push(
      sql`identity_cipher = ${sealNumber(keys, id, "identity_cipher", change.identityNumber)}, identity_index = ${identityIndex(tx, keys, change.identityNumber)}`,
    );
  if (set.length > 0)
    await sql`update register.person_personal set ${sql.join(set)} where tenant_id = ${tx.tenantId} and person_id = ${id}`.execute(
      tx.db,
    );
  if (change.identityNumber !== undefined) await placeIdentity(tx, id, identityIndex(tx, keys, change.identityNumber));
  const named =
    change.name === undefined ? sql`` : sql`, public_name = case when public_name = '' then '' else ${change.name} end`;
  const stands = change.standing === undefined ? sql`` : sql`, standing = ${change.standing}`;
  await sql`update register.person set version = version + 1, changed_at = ${tx.now}${named}${stands} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

async function placeIdentity(tx: Tx, id: string, index: string | null): Promise<void> {
  await sql`delete from register.identity_place where tenant_id = ${tx.tenantId} and person_id = ${id}`.execute(tx.db);
  if (index === null) return;
  await sql`insert into register.identity_place (tenant_id, identity_index, person_id, division_path)
    select tenant_id, ${index}, id, division_path from register.person where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Ends an entry at this moment, as of a legal day; its account has no person here any more. */
export async function endPersonRow(
  tx: Tx,
  id: string,
  end: { readonly kind: "moved" | "died" | "mistake" | "undone"; readonly on: string },
): Promise<void> {
  await sql`update register.person set left_at = ${tx.now}, ended_on = ${end.on}::date, end_kind = ${end.kind}, version = version + 1, changed_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function resumePersonRow(tx: Tx, id: string): Promise<void> {
  await sql`update register.person set left_at = null, ended_on = null, end_kind = null, version = version + 1, changed_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function updateProof(tx: Tx, id: string, level: 1 | 2): Promise<void> {
  await sql`update register.person set proof_level = ${level}, version = version + 1, changed_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Puts a person into a household (or out of any) and into a place: every row that says where they are says the same. */
export async function placePerson(
  tx: Tx,
  id: string,
  to: {
    readonly household: { readonly id: string; readonly number: string; readonly group_id: string | null } | undefined;
    readonly path: string;
    readonly relation: Relation | "";
  },
): Promise<void> {
  await sql`update register.person set household_id = ${to.household?.id ?? null}, group_id = ${to.household?.group_id ?? null}, division_path = ${to.path}::ltree, version = version + 1, changed_at = ${tx.now}
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  await sql`update register.person_personal set division_path = ${to.path}::ltree, relation = ${to.relation}, household_number = ${to.household?.number ?? ""} where tenant_id = ${tx.tenantId} and person_id = ${id}`.execute(
    tx.db,
  );
  await sql`update register.identity_place set division_path = ${to.path}::ltree where tenant_id = ${tx.tenantId} and person_id = ${id}`.execute(
    tx.db,
  );
}

/** Something rests on this entry from now on (a post, a roll): an undo of its import must not take it away unseen. */
export async function noteUse(tx: Tx, personId: string): Promise<void> {
  await sql`update register.person set version = version + 1, changed_at = ${tx.now} where tenant_id = ${tx.tenantId} and id = ${personId}`.execute(
    tx.db,
  );
}
