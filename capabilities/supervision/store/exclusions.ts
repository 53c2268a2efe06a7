import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Ground, SetApart } from "../domain/say-exclusion.ts";
import { COMMITTEES } from "./bodies.ts";

type Watched = {
  /** Whoever serves in one of these here. */
  readonly serving: readonly string[];
  /** Near kin of whoever does. */
  readonly kin: readonly string[];
  /** Whoever shares a household with whoever does. */
  readonly household: readonly string[];
  /** Whoever keeps the books of the place, and their near kin. */
  readonly books: boolean;
  readonly kinOfBooks: boolean;
};
const SERVING = [...COMMITTEES, "collective", "collective-council"];

/** Near kin of the council are no supervisors, nor is whoever keeps the books or their near kin (农村集体经济组织法 29, 34). */
const WATCHED: Readonly<Record<SetApart, Watched>> = {
  "supervision-committee": { serving: SERVING, kin: COMMITTEES, household: SERVING, books: true, kinOfBooks: false },
  "collective-council": {
    serving: ["collective-supervisors"],
    kin: ["collective-council", "collective-supervisors"],
    household: [],
    books: false,
    kinOfBooks: false,
  },
  "collective-supervisors": {
    serving: ["collective-council"],
    kin: ["collective-council"],
    household: [],
    books: true,
    kinOfBooks: true,
  },
};

const inForce = (tx: Tx, alias: string) =>
  sql`${sql.ref(`${alias}.valid_from`)} <= ${tx.now} and (${sql.ref(`${alias}.valid_to`)} is null or ${sql.ref(`${alias}.valid_to`)} > ${tx.now})`;

/** On what ground somebody may not sit on such a body of a place; null: on none. */
function groundOf(tx: Tx, kind: SetApart, person: RawBuilder<string>, path: RawBuilder<string>): RawBuilder<Ground | null> {
  const { serving, kin, household, books, kinOfBooks } = WATCHED[kind];
  const among = (kinds: readonly string[]) => sql`o.division_path = ${path}::ltree and o.kind = any(${[...kinds]}::text[])`;
  // Whose household it is, is asked of each post: joined, everybody of the tenant was read to find the few who serve.
  const householdOf = (id: RawBuilder<unknown>) =>
    sql`(select h.household_id from register.v_person h where h.tenant_id = ${tx.tenantId} and h.id = ${id})`;
  return sql<Ground | null>`(
    select g.ground from organizations.v_post p
      join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
      cross join lateral (select p.keeps_books and ${path}::ltree <@ p.areas as keeps) b
      cross join lateral (values
        (1, 'member', p.person_id = ${person} and ${among(serving)}),
        (2, 'books', p.person_id = ${person} and ${books}::boolean and b.keeps),
        (3, 'kin', (${among(kin)} or ${kinOfBooks}::boolean and b.keeps) and exists (select 1 from register.v_kin k
          where k.tenant_id = p.tenant_id and k.person_id = ${person} and k.kin_person = p.person_id)),
        (4, 'household', ${among(household)} and ${householdOf(sql`p.person_id`)} = ${householdOf(person)})) as g (rank, ground, holds)
    where p.tenant_id = ${tx.tenantId} and ${inForce(tx, "p")} and g.holds
    order by g.rank limit 1)`;
}

export async function findGround(tx: Tx, kind: SetApart, personId: string, path: string): Promise<Ground | undefined> {
  const { rows } = await sql<{
    ground: Ground | null;
  }>`select ${groundOf(tx, kind, sql`${personId}::uuid`, sql`${path}`)} as ground`.execute(tx.db);
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
        ${groundOf(tx, "supervision-committee", sql`sp.person_id`, sql`so.division_path`)} as ground
      from organizations.v_post sp join organizations.v_organization so on so.tenant_id = sp.tenant_id and so.id = sp.organization_id
        left join register.v_person v on v.tenant_id = sp.tenant_id and v.id = sp.person_id
      where sp.tenant_id = ${tx.tenantId} and so.kind = 'supervision-committee' and ${inForce(tx, "sp")} and ${whose}) c
    where c.ground is not null order by c.organization, c.name limit 200`.execute(tx.db);
  return rows;
}
