import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** A post in force with what rights hang on; columns by their own names, as policies read them. */
export type PostRow = {
  readonly id: string;
  readonly organization_id: string;
  readonly person_id: string;
  readonly title: string;
  /** Public name of its holder. */
  readonly name: string;
  readonly unit: string;
  readonly duties: readonly string[];
  readonly areas: readonly string[];
  /** Where its organization is: what a steward's area is compared with. */
  readonly division_path: string;
};

/** An organization with more posts than this is shown in part. */
const MAX_POSTS = 500;

function columns(tx: Tx) {
  return sql`v.id, v.organization_id, v.person_id, v.title, coalesce(p.public_name, '') as name, o.name as unit, v.duties, v.areas::text[] as areas, o.division_path::text
    from organizations.v_post v
    join organizations.v_organization o on o.tenant_id = v.tenant_id and o.id = v.organization_id
    left join register.v_person p on p.tenant_id = v.tenant_id and p.id = v.person_id
    where v.tenant_id = ${tx.tenantId} and v.valid_from <= ${tx.now} and (v.valid_to is null or v.valid_to > ${tx.now})`;
}

export async function findPostInForce(tx: Tx, id: string): Promise<PostRow | undefined> {
  return (await sql<PostRow>`select ${columns(tx)} and v.id = ${id}`.execute(tx.db)).rows[0];
}

/** Posts in force of some organizations, by title. */
export async function findPostsOf(tx: Tx, organizationIds: readonly string[]): Promise<readonly PostRow[]> {
  if (organizationIds.length === 0) return [];
  const { rows } = await sql<PostRow>`
    select ${columns(tx)} and v.organization_id = any(${[...organizationIds]}::uuid[]) order by o.name, v.title, v.id limit ${MAX_POSTS}`.execute(
    tx.db,
  );
  return rows;
}

/** Posts in force whose organization lies in one of some areas: what a steward arranges for. */
export async function findPostsIn(tx: Tx, areas: readonly string[]): Promise<readonly PostRow[]> {
  if (areas.length === 0) return [];
  const { rows } = await sql<PostRow>`
    select ${columns(tx)} and o.division_path <@ ${`{${areas.join(",")}}`}::ltree[] order by o.name, v.title, v.id limit ${MAX_POSTS}`.execute(
    tx.db,
  );
  return rows;
}

/** How many posts in force carry each duty. */
export async function countPostsByDuty(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ duty: string; count: number }>`
    select duty, count(*)::int as count from organizations.v_post v, unnest(v.duties) duty
    where v.tenant_id = ${tx.tenantId} and v.valid_from <= ${tx.now} and (v.valid_to is null or v.valid_to > ${tx.now}) group by duty`.execute(
    tx.db,
  );
  return new Map(rows.map(({ duty, count }) => [duty, count]));
}
