import { sql, type Expression, type SqlBool } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { compareNames } from "#platform/name-order.ts";
import type { DELEGATE_KINDS } from "../contract/roll-views.ts";

export type DelegateKind = (typeof DELEGATE_KINDS)[number];

export type DelegateRow = {
  readonly id: string;
  readonly kind: DelegateKind;
  readonly person_id: string;
  readonly division_path: string;
  readonly name: string;
  readonly woman: boolean;
  readonly area: string;
  readonly group_name: string;
  readonly households: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
};

/** Somebody chosen twice for one time breaks on this. */
export const DELEGATE_CONSTRAINT = "delegate_tenant_id_division_path_kind_person_id_daterange_excl";

export async function addDelegate(
  tx: Tx,
  made: {
    readonly id: string;
    readonly path: string;
    readonly kind: DelegateKind;
    readonly personId: string;
    readonly groupId: string | null;
    readonly households: number;
    readonly from: string;
    readonly ground: string;
  },
): Promise<void> {
  await sql`insert into rolls.delegate (tenant_id, id, division_path, kind, person_id, group_id, households, valid_from, ground)
    values (${tx.tenantId}, ${made.id}, ${made.path}::ltree, ${made.kind}, ${made.personId}, ${made.groupId}, ${made.households}, ${made.from}::date, ${made.ground})`.execute(
    tx.db,
  );
}

export async function listDelegateRows(tx: Tx, visible: Expression<SqlBool>, path: string): Promise<readonly DelegateRow[]> {
  const { rows } = await sql<DelegateRow>`
    select d.id, d.kind, d.person_id, d.division_path::text as division_path, coalesce(n.name, '') as name, coalesce(f.sex = 'female', false) as woman, coalesce(a.name, '') as area,
      coalesce(g.name, '') as group_name, d.households, d.valid_from, d.valid_to
    from rolls.delegate d
    left join register.v_person_name n on n.tenant_id = d.tenant_id and n.person_id = d.person_id
    left join register.v_person_facts f on f.tenant_id = d.tenant_id and f.person_id = d.person_id
    left join register.v_group g on g.tenant_id = d.tenant_id and g.id = d.group_id
    left join lateral (select name from divisions.v_area v where v.path = d.division_path and (v.tenant_id is null or v.tenant_id = d.tenant_id) limit 1) a on true
    where d.tenant_id = ${tx.tenantId} and ${visible} and d.division_path <@ ${path}::ltree and d.valid_from <= ${legalDaySql(tx.now)}
      and (d.valid_to is null or d.valid_to > ${legalDaySql(tx.now)}) order by d.division_path, g.id, d.id limit 1000`.execute(
    tx.db,
  );
  const places = new Map(rows.map(({ division_path }, index) => [division_path, index]));
  const placeOf = ({ division_path }: DelegateRow) => places.get(division_path) ?? 0;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other) || compareNames(one.group_name, other.group_name));
}

export async function lockDelegate(
  tx: Tx,
  id: string,
): Promise<
  | { readonly id: string; readonly division_path: string; readonly valid_from: string; readonly valid_to: string | null }
  | undefined
> {
  const { rows } = await sql<{ id: string; division_path: string; valid_from: string; valid_to: string | null }>`
    select id, division_path::text as division_path, valid_from, valid_to from rolls.delegate where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function endDelegateRow(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update rolls.delegate set valid_to = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type PersonChosen = {
  readonly id: string;
  readonly division_path: string;
  readonly group_id: string | null;
  readonly born_on: string | null;
};

/** Somebody of the register inside the reader's areas who is here. */
export async function findPersonToChoose(tx: Tx, id: string): Promise<PersonChosen | undefined> {
  const { rows } = await sql<PersonChosen>`
    select p.id, p.division_path::text as division_path, p.group_id, f.born_on from register.v_person p
    join register.v_person_facts f on f.tenant_id = p.tenant_id and f.person_id = p.id
    where p.tenant_id = ${tx.tenantId} and p.id = ${id} and p.left_at is null`.execute(tx.db);
  return rows[0];
}

/** Households of a place that count now. */
export async function countHouseholds(tx: Tx, path: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from register.v_household where tenant_id = ${tx.tenantId} and division_path <@ ${path}::ltree and ended_on is null`.execute(
    tx.db,
  );
  return rows[0]?.count ?? 0;
}
