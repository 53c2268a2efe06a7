import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Ground } from "../domain/say-exclusion.ts";
import { COMMITTEES } from "./bodies.ts";

const BODIES = [...COMMITTEES, "collective"];

const inForce = (tx: Tx, alias: string) =>
  sql`${sql.ref(`${alias}.valid_from`)} <= ${tx.now} and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} > ${tx.now})`;

/**
 * On what ground somebody may not sit on the supervision committee of a place; null: on none. They serve in what it watches, keep the books
 * of the place, are near kin of a member of its committee, or share a household with whoever serves.
 */
function groundOf(tx: Tx, person: RawBuilder<string>, path: RawBuilder<string>): RawBuilder<Ground | null> {
  return sql<Ground | null>`(
    select g.ground from organizations.v_post p
      join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      join register.v_person holder on holder.tenant_id = p.tenant_id and holder.id = p.person_id
      join register.v_person own on own.tenant_id = p.tenant_id and own.id = ${person}
      cross join lateral (select o.kind = any(${BODIES}::text[]) and o.division_path = ${path}::ltree as here) b
      cross join lateral (values
        (1, 'member', b.here and holder.id = own.id),
        (2, 'books', p.keeps_books and ${path}::ltree <@ p.areas and holder.id = own.id),
        (3, 'kin', b.here and o.kind = any(${[...COMMITTEES]}::text[]) and exists (select 1 from register.v_kin k
          where k.tenant_id = p.tenant_id and k.person_id = own.id and k.kin_person = holder.id)),
        (4, 'household', b.here and holder.household_id = own.household_id)) as g (rank, ground, holds)
    where p.tenant_id = ${tx.tenantId} and ${inForce(tx, "p")} and g.holds
    order by g.rank limit 1)`;
}

export async function findGround(tx: Tx, personId: string, path: string): Promise<Ground | undefined> {
  const { rows } = await sql<{
    ground: Ground | null;
  }>`select ${groundOf(tx, sql`${personId}::uuid`, sql`${path}`)} as ground`.execute(tx.db);
  return rows[0]?.ground ?? undefined;
}

export type ConflictRow = {
  readonly person_id: string;
  readonly name: string;
  readonly title: string;
  readonly organization_id: string;
  readonly organization: string;
  readonly ground: Ground;
};

/** Members of supervision committees in these areas who may not be; of one person, where they are named. */
export async function findConflicts(tx: Tx, areas: readonly string[], personId?: string): Promise<readonly ConflictRow[]> {
  if (areas.length === 0 && personId === undefined) return [];
  const whose =
    personId === undefined ? sql`so.division_path <@ ${`{${areas.join(",")}}`}::ltree[]` : sql`sp.person_id = ${personId}::uuid`;
  const { rows } = await sql<ConflictRow>`
    select * from (
      select sp.person_id, coalesce(v.public_name, '') as name, sp.title, so.id as organization_id, so.name as organization,
        ${groundOf(tx, sql`sp.person_id`, sql`so.division_path`)} as ground
      from organizations.v_post sp join organizations.v_organization so on so.tenant_id = sp.tenant_id and so.id = sp.organization_id
        left join register.v_person v on v.tenant_id = sp.tenant_id and v.id = sp.person_id
      where sp.tenant_id = ${tx.tenantId} and so.kind = 'supervision-committee' and ${inForce(tx, "sp")} and ${whose}) c
    where c.ground is not null order by c.organization, c.name limit 200`.execute(tx.db);
  return rows;
}
