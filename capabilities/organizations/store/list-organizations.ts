import { sql, type RawBuilder } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import type { Kind } from "../contract/organization-views.ts";

export type ListFilter = {
  readonly q?: string | undefined;
  readonly kind?: string | undefined;
  readonly area?: string | undefined;
};

/** Where a page ended: the list is in this order. */
export type Position = { readonly path: string; readonly name: string; readonly id: string };

export type ListedRow = {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly name_en: string;
  readonly area: string;
  readonly path: string;
  readonly phone: string;
};

/** Organizations in force, the widest area first, then by name. */
export async function listOrganizationRows(
  tx: Tx,
  filter: ListFilter,
  after: Position | undefined,
  size: number,
): Promise<readonly ListedRow[]> {
  const beyond =
    after === undefined
      ? sql`true`
      : sql`(o.division_path, o.name, o.id) > (${after.path}::ltree, ${after.name}, ${after.id}::uuid)`;
  const { rows } = await sql<ListedRow>`
    select o.id, o.kind, o.name, o.name_en, o.division_path::text as path, coalesce(d.name, '') as area, coalesce(c.value, '') as phone
    from organizations.organization o
    left join lateral (select name from divisions.v_area v where v.path = o.division_path and (v.tenant_id is null or v.tenant_id = o.tenant_id) limit 1) d on true
    left join lateral (select value from organizations.contact_point p
      where p.tenant_id = o.tenant_id and p.organization_id = o.id and p.kind in ('phone', 'emergency') order by p.kind desc, p.id limit 1) c on true
    where ${conditions(tx, filter)} and ${beyond}
    order by o.division_path, o.name, o.id limit ${size}`.execute(tx.db);
  return rows;
}

export async function countOrganizations(tx: Tx, filter: ListFilter): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from organizations.organization o where ${conditions(tx, filter)}`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

function conditions(tx: Tx, filter: ListFilter): RawBuilder<unknown> {
  const today = legalDaySql(tx.now);
  return sql.join(
    [
      sql`o.tenant_id = ${tx.tenantId}`,
      sql`o.valid_from <= ${today} and (o.valid_to is null or o.valid_to > ${today})`,
      ...(filter.kind ? [sql`o.kind = ${filter.kind}`] : []),
      ...(filter.area ? [sql`o.division_path <@ ${filter.area}::ltree`] : []),
      ...(filter.q ? [sql`(position(${filter.q} in o.name) > 0 or position(lower(${filter.q}) in lower(o.name_en)) > 0)`] : []),
    ],
    sql` and `,
  );
}

/** Organizations in force at or below some areas: what a steward chooses from. */
export async function findOrganizationsWithin(
  tx: Tx,
  areas: readonly string[],
): Promise<readonly { id: string; name: string; area: string }[]> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<{ id: string; name: string; area: string }>`
    select id, name, division_path::text as area from organizations.organization
    where tenant_id = ${tx.tenantId} and division_path <@ ${`{${areas.join(",")}}`}::ltree[]
      and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
    order by division_path, name limit 2000`.execute(tx.db);
  return rows;
}

export type PublicPost = {
  readonly organization: string;
  readonly title: string;
  readonly holder: string;
  readonly contact: string;
};

/** Posts in force of a place's own bodies whose holder is named to everybody, with the body's phone. */
export async function listPublicPosts(tx: Tx, path: string): Promise<readonly PublicPost[]> {
  const { rows } = await sql<PublicPost>`
    select o.name as organization, p.title, coalesce(n.public_name, '') as holder,
      coalesce((select value from organizations.contact_point c where c.tenant_id = o.tenant_id and c.organization_id = o.id and c.kind = 'phone' order by c.id limit 1), '') as contact
    from organizations.organization o join organizations.post p on p.tenant_id = o.tenant_id and p.organization_id = o.id
    left join register.v_person n on n.tenant_id = p.tenant_id and n.id = p.person_id
    where o.tenant_id = ${tx.tenantId} and o.division_path <@ ${path}::ltree and p.name_public
      and p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now})
    order by o.name, p.valid_from, p.id limit 190`.execute(tx.db);
  return rows;
}
