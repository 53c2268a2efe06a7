import { sql } from "kysely";
import type { Keys } from "#platform/crypto/keys.ts";
import { pgConstraint } from "#platform/db/database.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Relation, Standing } from "../contract/person-views.ts";
import { identityIndex, identityIndexes, phoneIndex, sealNumber } from "./person-row.ts";

export type PersonToAdd = {
  readonly id: string;
  readonly accountId: string | null;
  readonly householdId: string | null;
  /** Of the household: copied, so that the person themself reads it. */
  readonly householdNumber?: string;
  readonly groupId?: string | null;
  readonly path: string;
  readonly proofLevel: 0 | 1 | 2;
  /** Set for holders of public posts only. */
  readonly publicName: string;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly bornOn: string | null;
  /** E.164, as `readPhone` gives it. */
  readonly phone: string | null;
  /** 18 signs, as `readIdentityNumber` gives it. */
  readonly identityNumber: string | null;
  readonly address: string;
  readonly relation?: Relation | "";
  /** Registered here, where nothing is said. */
  readonly standing?: Standing;
  readonly batchId?: string;
};

/** Puts persons into the register: phone and identity number encrypted, with keyed indexes to find them by. */
export async function addPersons(tx: Tx, keys: Keys, persons: readonly PersonToAdd[]): Promise<void> {
  if (persons.length === 0) return;
  const entries = persons.map(
    (one) =>
      sql`(${tx.tenantId}::uuid, ${one.id}::uuid, ${one.accountId}::uuid, ${one.householdId}::uuid, ${one.groupId ?? null}::uuid, ${one.path}::ltree, ${one.proofLevel}::smallint, ${one.publicName},
        ${one.standing ?? "registered"}, ${one.batchId ?? null}::uuid, ${tx.now}::timestamptz)`,
  );
  const words = persons.map(
    (one) =>
      sql`(${tx.tenantId}::uuid, ${one.id}::uuid, ${one.path}::ltree, ${one.name}, ${one.sex}, ${one.bornOn}::date, ${sealNumber(keys, one.id, "phone_cipher", one.phone)}, ${phoneIndex(tx, keys, one.phone)},
        ${sealNumber(keys, one.id, "identity_cipher", one.identityNumber)}, ${identityIndex(tx, keys, one.identityNumber)}, ${one.address}, ${one.relation ?? ""}, ${one.householdNumber ?? ""})`,
  );
  await sql`
    with p as (insert into register.person (tenant_id, id, account_id, household_id, group_id, division_path, proof_level, public_name, standing, source_batch, joined_at)
      values ${sql.join(entries)})
    insert into register.person_personal (tenant_id, person_id, division_path, name, sex, born_on, phone_cipher, phone_index, identity_cipher, identity_index, address, relation, household_number)
    values ${sql.join(words)}`.execute(tx.db);
  const numbered = persons.filter((one) => one.identityNumber !== null);
  if (numbered.length === 0) return;
  const places = numbered.map(
    (one) => sql`(${tx.tenantId}::uuid, ${identityIndex(tx, keys, one.identityNumber)}, ${one.id}::uuid, ${one.path}::ltree)`,
  );
  await sql`insert into register.identity_place (tenant_id, identity_index, person_id, division_path) values ${sql.join(places)}`.execute(
    tx.db,
  );
}

export async function addPerson(tx: Tx, keys: Keys, person: PersonToAdd): Promise<void> {
  await addPersons(tx, keys, [person]);
}

/** Two clerks entered the same identity number at the same moment: the second one's insert breaks on this. */
export function isIdentityTaken(error: unknown): boolean {
  const constraint = pgConstraint(error);
  return constraint === "identity_place_pkey" || constraint === "person_personal_tenant_id_identity_index_key";
}

export type IdentityPlace = { readonly person_id: string; readonly division_path: string; readonly area: string };

/** Where an identity number is registered in this tenant, outside the reader's areas too: the place, nothing else. */
export async function findIdentityPlace(tx: Tx, keys: Keys, number: string): Promise<IdentityPlace | undefined> {
  const { rows } = await sql<IdentityPlace>`
    select i.person_id, i.division_path::text as division_path, coalesce(a.name, '') as area from register.identity_place i
    left join lateral (select name from divisions.v_area v where v.path = i.division_path and (v.tenant_id is null or v.tenant_id = i.tenant_id) limit 1) a on true
    where i.tenant_id = ${tx.tenantId} and i.identity_index = any(${identityIndexes(tx, keys, number)}::text[])`.execute(tx.db);
  return rows[0];
}
