import { sql } from "kysely";
import { blindIndex, blindIndexes, decryptField, encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import { maskIdentityNumber } from "#platform/identifiers/identity-number.ts";
import { maskPhone } from "#platform/identifiers/phone.ts";
import type { PersonState, Relation, Standing } from "../contract/person-views.ts";

/** An entry whole; columns by their own names, as policies read them. */
export type PersonRow = {
  readonly id: string;
  readonly person_id: string;
  readonly division_path: string;
  readonly version: number;
  readonly account_id: string | null;
  readonly household_id: string | null;
  readonly household_number: string;
  readonly group_id: string | null;
  readonly group_name: string;
  readonly area: string;
  readonly standing: Standing;
  readonly proof_level: 0 | 1 | 2;
  readonly public_name: string;
  readonly joined_at: Date;
  readonly left_at: Date | null;
  readonly ended_on: string | null;
  readonly end_kind: Exclude<PersonState, "here"> | null;
  readonly source_batch: string | null;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly born_on: string | null;
  readonly relation: Relation | "";
  readonly address: string;
  readonly phone_cipher: string | null;
  readonly identity_cipher: string | null;
};

const COLUMNS = sql`p.id, p.id as person_id, p.division_path::text as division_path, p.version, p.account_id, p.household_id, n.household_number, p.group_id,
  coalesce(g.name, '') as group_name, coalesce(a.name, '') as area, p.standing, p.proof_level, p.public_name, p.joined_at, p.left_at, p.ended_on, p.end_kind,
  p.source_batch, n.name, n.sex, n.born_on, n.relation, n.address, n.phone_cipher, n.identity_cipher`;

const JOINED = sql`register.person p
  join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id
  left join register.small_group g on g.tenant_id = p.tenant_id and g.id = p.group_id
  left join lateral (select name from divisions.v_area v where v.path = p.division_path and (v.tenant_id is null or v.tenant_id = p.tenant_id) limit 1) a on true`;

/** One entry inside the reader's areas, or their own; `lock` holds it until the transaction ends. */
export async function findPerson(tx: Tx, id: string, lock: "read" | "lock" = "read"): Promise<PersonRow | undefined> {
  const held = lock === "lock" ? sql`for update of p` : sql``;
  const { rows } = await sql<PersonRow>`
    select ${COLUMNS} from ${JOINED} where p.tenant_id = ${tx.tenantId} and p.id = ${id} ${held}`.execute(tx.db);
  return rows[0];
}

export async function findMembers(tx: Tx, householdId: string): Promise<readonly PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select ${COLUMNS} from ${JOINED} where p.tenant_id = ${tx.tenantId} and p.household_id = ${householdId}
    order by p.left_at is not null, n.relation <> 'head', n.born_on nulls last, p.id`.execute(tx.db);
  return rows;
}

export function stateOf(row: Pick<PersonRow, "end_kind">): PersonState {
  return row.end_kind ?? "here";
}

type Sealed = "phone_cipher" | "identity_cipher";

function place(id: string, column: Sealed) {
  return { table: "register.person_personal", row: id, column };
}

export function openNumber(keys: Keys, row: Pick<PersonRow, "id" | Sealed>, column: Sealed): string {
  const cipher = row[column];
  return cipher === null ? "" : decryptField(keys.fields, place(row.id, column), cipher);
}

export function maskedPhone(keys: Keys, row: Pick<PersonRow, "id" | Sealed>): string {
  const number = openNumber(keys, row, "phone_cipher");
  return number === "" ? "" : maskPhone(number);
}

export function maskedIdentity(keys: Keys, row: Pick<PersonRow, "id" | Sealed>): string {
  const number = openNumber(keys, row, "identity_cipher");
  return number === "" ? "" : maskIdentityNumber(number);
}

export function sealNumber(keys: Keys, id: string, column: Sealed, number: string | null): string | null {
  return number === null ? null : encryptField(keys.fields, place(id, column), number);
}

export function phoneIndex(tx: Tx, keys: Keys, number: string | null): string | null {
  return number === null ? null : blindIndex(keys.index, `phone/${tx.tenantId}`, number);
}

export function identityIndex(tx: Tx, keys: Keys, number: string | null): string | null {
  return number === null ? null : blindIndex(keys.index, `identity/${tx.tenantId}`, number);
}

export function phoneIndexes(tx: Tx, keys: Keys, number: string): string[] {
  return [...blindIndexes(keys.index, `phone/${tx.tenantId}`, number)];
}

export function identityIndexes(tx: Tx, keys: Keys, number: string): string[] {
  return [...blindIndexes(keys.index, `identity/${tx.tenantId}`, number)];
}
