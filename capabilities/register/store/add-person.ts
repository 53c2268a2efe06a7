import { sql } from "kysely";
import { blindIndex, encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";

export type PersonToAdd = {
  readonly id: string;
  readonly accountId: string | null;
  readonly householdId: string | null;
  readonly path: string;
  readonly proofLevel: 0 | 1 | 2;
  /** Set for holders of public posts only. */
  readonly publicName: string;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly bornOn: string | null;
  readonly phone: string | null;
  readonly identityNumber: string | null;
  readonly address: string;
};

/** Puts a person into the register: phone and identity number encrypted, with keyed indexes to find them by. */
export async function addPerson(tx: Tx, keys: Keys, person: PersonToAdd): Promise<void> {
  const place = (column: string) => ({ table: "register.person_personal", row: person.id, column });
  const cipher = (column: string, value: string | null) =>
    value === null ? null : encryptField(keys.fields, place(column), value);
  const index = (domain: string, value: string | null) =>
    value === null ? null : blindIndex(keys.index, `${domain}/${tx.tenantId}`, value);
  await sql`
    with p as (insert into register.person (tenant_id, id, account_id, household_id, division_path, proof_level, public_name, joined_at)
      values (${tx.tenantId}, ${person.id}, ${person.accountId}, ${person.householdId}, ${person.path}, ${person.proofLevel}, ${person.publicName}, ${tx.now}))
    insert into register.person_personal (tenant_id, person_id, division_path, name, sex, born_on, phone_cipher, phone_index, identity_cipher, identity_index, address)
    values (${tx.tenantId}, ${person.id}, ${person.path}, ${person.name}, ${person.sex}, ${person.bornOn}, ${cipher("phone_cipher", person.phone)}, ${index("phone", person.phone)},
      ${cipher("identity_cipher", person.identityNumber)}, ${index("identity", person.identityNumber)}, ${person.address})`.execute(
    tx.db,
  );
}

export async function addHousehold(
  tx: Tx,
  household: { readonly id: string; readonly number: string; readonly path: string },
): Promise<void> {
  await sql`insert into register.household (tenant_id, id, number, division_path) values (${tx.tenantId}, ${household.id}, ${household.number}, ${household.path})`.execute(
    tx.db,
  );
}
