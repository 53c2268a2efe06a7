import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import { readIdentityNumber } from "#platform/identifiers/identity-number.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { goesOn, type PersonalUse } from "#platform/personal-data/uses.ts";
import type { PersonState } from "../contract/person-views.ts";
import { identityIndexes, phoneIndexes } from "./person-row.ts";

/** A count beyond this is shown as "10,000+": counting on would cost more than it tells. */
const COUNT_CAP = 10_000;

export type PersonListFilter = {
  readonly q?: string | undefined;
  readonly area?: string | undefined;
  readonly group?: string | undefined;
  readonly standing?: string | undefined;
  readonly proof?: "0" | "1" | "2" | undefined;
  readonly state?: "here" | "gone" | "all" | undefined;
};

export const EXPORT_PURPOSE = "register.export";
export const EXPORT_USE: PersonalUse = { textVersion: 1, ends: "objection", path: "register/mine" };

/** Where a page ends: names in the order of their pinyin, then ids. */
export type PersonPosition = { readonly name: string; readonly id: string };

export type ListedPersonRow = {
  readonly id: string;
  readonly name: string;
  readonly sex: "female" | "male" | null;
  readonly born_on: string | null;
  readonly phone_cipher: string | null;
  readonly identity_cipher: string | null;
  readonly address: string;
  readonly area: string;
  readonly household_id: string | null;
  readonly household_number: string;
  readonly group_name: string;
  readonly standing: string;
  readonly proof_level: number;
  readonly end_kind: Exclude<PersonState, "here"> | null;
};

export type PersonList = {
  readonly tx: Tx;
  readonly keys: Keys;
  /** The policy's own condition on `p`; row-level security stands behind it. */
  readonly visible: Expression<SqlBool>;
  readonly filter: PersonListFilter;
  /** The list leaves the house: without whoever objected to it, and was agreed with. */
  readonly leaves?: true;
};

/** One page of persons by name. */
export async function listPersonRows(
  list: PersonList,
  after: PersonPosition | undefined,
  size: number,
): Promise<readonly ListedPersonRow[]> {
  const { tx } = list;
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(n.name collate "zh-x-icu" > ${after.name} or (n.name = ${after.name} and n.person_id > ${after.id}::uuid))`;
  const { rows } = await sql<ListedPersonRow>`
    select p.id, n.name, n.sex, n.born_on, n.phone_cipher, n.identity_cipher, n.address, coalesce(a.name, '') as area, p.household_id, n.household_number,
      coalesce(g.name, '') as group_name, p.standing, p.proof_level, p.end_kind
    from ${JOINED} left join register.small_group g on g.tenant_id = p.tenant_id and g.id = p.group_id
    left join lateral (select name from divisions.v_area v where v.path = p.division_path and (v.tenant_id is null or v.tenant_id = p.tenant_id) limit 1) a on true
    where ${conditions(list)} and ${beyond} order by n.name collate "zh-x-icu", n.person_id limit ${size}`.execute(tx.db);
  return rows;
}

export async function countPersons(list: PersonList): Promise<{ readonly count: number; readonly countIsCapped: boolean }> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 from ${JOINED} where ${conditions(list)} limit ${COUNT_CAP + 1}) c`.execute(
    list.tx.db,
  );
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, COUNT_CAP), countIsCapped: count > COUNT_CAP };
}

const JOINED = sql`register.person_personal n join register.person p on p.tenant_id = n.tenant_id and p.id = n.person_id`;

function conditions({ tx, keys, visible, filter, leaves }: PersonList): RawBuilder<unknown> {
  const state = filter.state ?? "here";
  const all = [
    sql`n.tenant_id = ${tx.tenantId}`,
    sql`${visible}`,
    ...(state === "all" ? [] : [state === "here" ? sql`p.left_at is null` : sql`p.left_at is not null`]),
    ...(leaves === true ? [goesOn(tx, EXPORT_PURPOSE, sql`p.id`)] : []),
    // What an import brought by mistake was never here.
    sql`p.end_kind is distinct from 'undone'`,
    ...(filter.area ? [sql`p.division_path <@ ${filter.area}::ltree`] : []),
    ...(filter.group ? [sql`p.group_id = ${filter.group}::uuid`] : []),
    ...(filter.standing ? [sql`p.standing = ${filter.standing}`] : []),
    ...(filter.proof ? [sql`p.proof_level = ${Number(filter.proof)}`] : []),
    ...(filter.q ? [searched(tx, keys, filter.q)] : []),
  ];
  return sql.join(all, sql` and `);
}

/** A whole number is looked up by its keyed index; anything else is a name or its beginning. */
function searched(tx: Tx, keys: Keys, typed: string): RawBuilder<unknown> {
  const identity = readIdentityNumber(typed);
  if (identity !== undefined) return sql`n.identity_index = any(${identityIndexes(tx, keys, identity.number)}::text[])`;
  const phone = readPhone(typed);
  if (phone !== undefined) return sql`n.phone_index = any(${phoneIndexes(tx, keys, phone.number)}::text[])`;
  return sql`starts_with(n.name, ${typed.trim()})`;
}
