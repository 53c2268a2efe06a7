import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type OrganizationToAdd = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string;
  readonly parentId: string | null;
  readonly path: string;
  readonly dutyText: string;
  readonly validFrom: string;
};

export async function insertOrganization(tx: Tx, made: OrganizationToAdd): Promise<void> {
  await sql`insert into organizations.organization (tenant_id, id, kind, name, name_en, parent_id, division_path, duty_text, valid_from)
    values (${tx.tenantId}, ${made.id}, ${made.kind}, ${made.name}, ${made.nameEn}, ${made.parentId}, ${made.path}::ltree, ${made.dutyText}, ${made.validFrom}::date)`.execute(
    tx.db,
  );
}

export type PostToGive = {
  readonly id: string;
  readonly organizationId: string;
  readonly personId: string;
  readonly title: string;
  readonly duties: readonly string[];
  readonly areas: readonly string[];
  /** Is the holder named to everybody? They are, unless this says no. */
  readonly namePublic?: boolean;
  /** 会计、出纳; left out: no. */
  readonly keepsBooks?: boolean;
  /** 书记、主任; left out: no. */
  readonly leads?: boolean;
  readonly validFrom: Date;
};

/** A person's place in an organization: its duties are rights from `validFrom` on. */
export async function insertPost(tx: Tx, post: PostToGive): Promise<void> {
  await sql`insert into organizations.post (tenant_id, id, organization_id, person_id, title, duties, areas, name_public, keeps_books, leads, valid_from)
    values (${tx.tenantId}, ${post.id}, ${post.organizationId}, ${post.personId}, ${post.title}, ${[...post.duties]}::text[], ${`{${post.areas.join(",")}}`}::ltree[], ${post.namePublic ?? true}, ${post.keepsBooks ?? false}, ${post.leads ?? false}, ${post.validFrom})`.execute(
    tx.db,
  );
}

export type ContactPointToAdd = {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: string;
  readonly value: string;
  readonly hours: string;
};

export async function insertContactPoint(tx: Tx, point: ContactPointToAdd): Promise<void> {
  await sql`insert into organizations.contact_point (tenant_id, id, organization_id, kind, value, hours)
    values (${tx.tenantId}, ${point.id}, ${point.organizationId}, ${point.kind}, ${point.value}, ${point.hours})`.execute(tx.db);
}
