import { sql } from "kysely";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Relation, Standing } from "../contract/person-views.ts";
import type { Existing } from "../domain/judge-import.ts";
import { identityIndexes, openNumber } from "./person-row.ts";

type Row = {
  readonly id: string;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly born_on: string | null;
  readonly phone_cipher: string | null;
  readonly identity_cipher: string | null;
  readonly identity_index: string | null;
  readonly address: string;
  readonly household_number: string;
  readonly relation: Relation | "";
  readonly standing: Standing;
  readonly end_kind: string | null;
  readonly ended_on: string | null;
};

export type ExistingPersons = {
  /** By identity number: an entry in reach, or the place where it is registered. */
  readonly byIdentity: ReadonlyMap<string, Existing | { readonly elsewhere: string }>;
  readonly byName: ReadonlyMap<string, readonly Existing[]>;
};

/** Every entry that rows with these numbers and names may be about, in two statements for all of them. */
export async function findExisting(
  tx: Tx,
  keys: Keys,
  rows: readonly { readonly name: string; readonly identity: { readonly number: string } | undefined }[],
): Promise<ExistingPersons> {
  const numbers = new Map(
    rows.flatMap(({ identity }) =>
      identity === undefined ? [] : identityIndexes(tx, keys, identity.number).map((index) => [index, identity.number] as const),
    ),
  );
  const names = [...new Set(rows.map(({ name }) => name))];
  const { rows: found } = await sql<Row>`
    select p.id, n.name, n.sex, n.born_on, n.phone_cipher, n.identity_cipher, n.identity_index, n.address, n.household_number, n.relation, p.standing, p.end_kind, p.ended_on
    from register.person_personal n join register.person p on p.tenant_id = n.tenant_id and p.id = n.person_id
    where n.tenant_id = ${tx.tenantId} and (n.name = any(${names}::text[]) or n.identity_index = any(${[...numbers.keys()]}::text[]))`.execute(
    tx.db,
  );
  const byIdentity = new Map<string, Existing | { readonly elsewhere: string }>(await findPlaces(tx, numbers));
  for (const row of found) {
    const number = row.identity_index === null ? undefined : numbers.get(row.identity_index);
    if (number !== undefined) byIdentity.set(number, existingOf(keys, row));
  }
  // An entry that ended is somebody else unless its number says so.
  const here = found.filter((row) => row.end_kind === null && names.includes(row.name)).map((row) => existingOf(keys, row));
  return { byIdentity, byName: Map.groupBy(here, ({ name }) => name) };
}

async function findPlaces(tx: Tx, numbers: ReadonlyMap<string, string>) {
  const { rows } = await sql<{ identity_index: string; area: string }>`
    select i.identity_index, coalesce(a.name, '') as area from register.identity_place i
    left join lateral (select name from divisions.v_area v where v.path = i.division_path and (v.tenant_id is null or v.tenant_id = i.tenant_id) limit 1) a on true
    where i.tenant_id = ${tx.tenantId} and i.identity_index = any(${[...numbers.keys()]}::text[])`.execute(tx.db);
  return rows.map((row) => [numbers.get(row.identity_index) ?? "", { elsewhere: row.area }] as const);
}

function existingOf(keys: Keys, row: Row): Existing {
  return {
    id: row.id,
    name: row.name,
    sex: row.sex,
    bornOn: row.born_on,
    phone: openNumber(keys, row, "phone_cipher"),
    identityNumber: openNumber(keys, row, "identity_cipher"),
    address: row.address,
    household: row.household_number,
    relation: row.relation,
    standing: row.standing,
    end: row.end_kind === null ? null : { kind: row.end_kind, on: row.ended_on ?? "" },
  };
}

export type HouseholdInReach = {
  readonly id: string;
  readonly number: string;
  readonly division_path: string;
  readonly group_id: string | null;
  readonly head_person: string | null;
  readonly ended_on: string | null;
};

export async function findHouseholdsByNumber(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, HouseholdInReach>> {
  const { rows } = await sql<HouseholdInReach>`
    select id, number, division_path::text as division_path, group_id, head_person, ended_on from register.household
    where tenant_id = ${tx.tenantId} and number = any(${[...new Set(numbers)]}::text[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.number, row]));
}
