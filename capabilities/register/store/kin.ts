import { sql } from "kysely";
import { decryptField, encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import { pgConstraint } from "#platform/db/database.ts";
import type { Tx } from "#platform/db/tx.ts";
import { readIdentityNumber } from "#platform/identifiers/identity-number.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import type { Kin } from "../contract/person-views.ts";
import { identityIndexes, phoneIndexes, type PersonRow } from "./person-row.ts";

type Facts = { readonly kin: Kin; readonly ground: string };
type Placed = Pick<PersonRow, "id" | "division_path">;

/** A person's kinship as it concerns them: the other is `kin_person`. */
export type KinRow = {
  readonly id: string;
  readonly kin_person: string;
  readonly name: string;
  readonly facts_cipher: string | null;
  readonly declared_on: string;
};

function place(id: string) {
  return { table: "register.kinship", row: id, column: "facts_cipher" };
}

/** Of a row whose words are gone: that they are kin, and no more. */
const GONE: Facts = { kin: "other-near", ground: "" };

export function openFacts(keys: Keys, { id, facts_cipher: cipher }: Pick<KinRow, "id" | "facts_cipher">): Facts {
  return cipher === null ? GONE : (JSON.parse(decryptField(keys.fields, place(id), cipher)) as Facts);
}

export async function insertKin(
  tx: Tx,
  keys: Keys,
  made: {
    readonly id: string;
    readonly pair: readonly [Placed, Placed];
    readonly facts: Facts;
    readonly on: string;
    readonly by: string | undefined;
  },
): Promise<void> {
  const [one, other] = made.pair[0].id < made.pair[1].id ? made.pair : [made.pair[1], made.pair[0]];
  await sql`insert into register.kinship (tenant_id, id, person_id, division_path, kin_person, kin_path, facts_cipher, declared_on, declared_by)
    values (${tx.tenantId}, ${made.id}, ${one.id}, ${one.division_path}::ltree, ${other.id}, ${other.division_path}::ltree,
      ${encryptField(keys.fields, place(made.id), JSON.stringify(made.facts))}, ${made.on}::date, ${made.by ?? null})`.execute(
    tx.db,
  );
}

/** Two are kin once: whoever declares it again breaks on this. */
export function isKinTaken(error: unknown): boolean {
  return pgConstraint(error) === "kinship_once";
}

/** Declared kin of somebody, with names where the reader may see them. */
export async function findKinOf(tx: Tx, personId: string): Promise<readonly KinRow[]> {
  const { rows } = await sql<KinRow>`
    select k.id, k.kin_person, coalesce(n.name, p.public_name, '') as name, k.facts_cipher, k.declared_on from (
        select id, kin_person, facts_cipher, declared_on from register.kinship where tenant_id = ${tx.tenantId} and person_id = ${personId} and ended_on is null
        union all
        select id, person_id, facts_cipher, declared_on from register.kinship where tenant_id = ${tx.tenantId} and kin_person = ${personId} and ended_on is null) k
      left join register.person p on p.tenant_id = ${tx.tenantId} and p.id = k.kin_person
      left join register.person_personal n on n.tenant_id = ${tx.tenantId} and n.person_id = k.kin_person
    order by k.declared_on, k.id limit 100`.execute(tx.db);
  return rows;
}

export type KinToEnd = {
  readonly id: string;
  readonly person_id: string;
  readonly kin_person: string;
  /** Of the one of the two who is in the reader's areas. */
  readonly division_path: string;
  readonly kin_path: string;
  readonly facts_cipher: string | null;
  readonly ended_on: string | null;
};

export async function lockKin(tx: Tx, id: string): Promise<KinToEnd | undefined> {
  const { rows } = await sql<KinToEnd>`
    select id, person_id, kin_person, (case when division_path <@ platform.current_areas() then division_path else kin_path end)::text as division_path,
      kin_path::text as kin_path, facts_cipher, ended_on from register.kinship where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function endKinRow(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update register.kinship set ended_on = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Who bears a name and a whole number (phone, identity or house number), inside the reader's areas; two at most: more than one is nobody. */
export async function findNamed(tx: Tx, keys: Keys, name: string, number: string): Promise<readonly Placed[]> {
  const identity = readIdentityNumber(number)?.number;
  const phone = readPhone(number)?.number;
  const { rows } = await sql<Placed>`
    select p.id, p.division_path::text as division_path from register.person p
      join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
    where p.tenant_id = ${tx.tenantId} and p.left_at is null and n.name = ${name} and (n.household_number = ${number}
      or n.identity_index = any(${identity === undefined ? [] : identityIndexes(tx, keys, identity)}::text[])
      or n.phone_index = any(${phone === undefined ? [] : phoneIndexes(tx, keys, phone)}::text[])) limit 2`.execute(tx.db);
  return rows;
}
