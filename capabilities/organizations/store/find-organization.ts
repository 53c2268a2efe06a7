import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { legalDaySql } from "#platform/legal-day.ts";
import { MOST_POSTS, type CONTACT_KINDS, type Kind } from "../contract/organization-views.ts";

export type OrganizationRow = {
  readonly id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly name_en: string;
  readonly parent_id: string | null;
  readonly division_path: string;
  readonly duty_text: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly in_force: boolean;
};

/** One organization; `lock` where it is going to be changed. */
export async function findOrganization(tx: Tx, id: string, lock: "read" | "lock" = "read"): Promise<OrganizationRow | undefined> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<OrganizationRow>`
    select id, kind, name, name_en, parent_id, division_path::text as division_path, duty_text, valid_from, valid_to,
      (valid_from <= ${today} and (valid_to is null or valid_to > ${today})) as in_force
    from organizations.organization where tenant_id = ${tx.tenantId} and id = ${id} ${lock === "lock" ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return rows[0];
}

type Named = { readonly id: string; readonly name: string };

export type Surroundings = { readonly area: string; readonly parent: Named | null; readonly parts: readonly Named[] };

/** The name of its place, what it belongs to, and what belongs to it. */
export async function findSurroundings(tx: Tx, organization: OrganizationRow): Promise<Surroundings> {
  const today = legalDaySql(tx.now);
  const { rows } = await sql<{ area: string; parent: Named | null; parts: readonly Named[] | null }>`
    select
      coalesce((select name from divisions.v_area v where v.path = ${organization.division_path}::ltree and (v.tenant_id is null or v.tenant_id = ${tx.tenantId}) limit 1), '') as area,
      (select jsonb_build_object('id', id, 'name', name) from organizations.organization where tenant_id = ${tx.tenantId} and id = ${organization.parent_id}) as parent,
      (select jsonb_agg(jsonb_build_object('id', id, 'name', name) order by name) from organizations.organization
        where tenant_id = ${tx.tenantId} and parent_id = ${organization.id} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})) as parts`.execute(
    tx.db,
  );
  return { area: rows[0]?.area ?? "", parent: rows[0]?.parent ?? null, parts: rows[0]?.parts ?? [] };
}

export type ContactPointRow = {
  readonly id: string;
  readonly kind: (typeof CONTACT_KINDS)[number];
  readonly value: string;
  readonly hours: string;
};

export async function findContactPoints(tx: Tx, organizationId: string): Promise<readonly ContactPointRow[]> {
  const { rows } = await sql<ContactPointRow>`
    select id, kind, value, hours from organizations.contact_point
    where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} order by id limit 200`.execute(tx.db);
  return rows;
}

export type PostRow = {
  readonly id: string;
  readonly person_id: string;
  readonly title: string;
  /** Public name of the holder, where the post names them. */
  readonly holder: string;
  readonly name_public: boolean;
  readonly keeps_books: boolean;
  readonly leads: boolean;
  readonly duties: readonly string[];
  readonly areas: readonly string[];
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly in_force: boolean;
};

/** Posts of an organization: those in force, or also those that ended or are to come; the longest held first. */
export async function findPosts(tx: Tx, organizationId: string, which: "in-force" | "all"): Promise<readonly PostRow[]> {
  const inForce = sql`(o.valid_from <= ${tx.now} and (o.valid_to is null or o.valid_to > ${tx.now}))`;
  const { rows } = await sql<PostRow>`
    select o.id, o.person_id, o.title, o.name_public, o.keeps_books, o.leads, case when o.name_public then coalesce(p.public_name, '') else '' end as holder,
      o.duties, o.areas::text[] as areas, o.valid_from, o.valid_to, ${inForce} as in_force
    from organizations.post o left join register.v_person p on p.tenant_id = o.tenant_id and p.id = o.person_id
    where o.tenant_id = ${tx.tenantId} and o.organization_id = ${organizationId} and ${which === "all" ? sql`true` : inForce}
    order by ${inForce} desc, o.valid_from, o.id limit ${MOST_POSTS}`.execute(tx.db);
  return rows;
}

export type CharterRow = {
  readonly version: number;
  readonly text: string;
  readonly may_decide: string;
  readonly term_from: string;
  readonly term_to: string;
  readonly filed_at: string | null;
};

export async function findCharters(tx: Tx, organizationId: string): Promise<readonly CharterRow[]> {
  const { rows } = await sql<CharterRow>`
    select version, text, may_decide, term_from, term_to, filed_at from organizations.charter
    where tenant_id = ${tx.tenantId} and organization_id = ${organizationId} order by version desc limit 50`.execute(tx.db);
  return rows;
}
