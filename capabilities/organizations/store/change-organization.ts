import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Two bodies of one name in one place at one time break on this. */
export const NAME_CONSTRAINT = "organization_tenant_id_division_path_name_daterange_excl";

/**
 * Ends an organization on a day, and its posts with it: those still running then end at that day's 00:00, Chinese time; those that
 * were to begin later never begin. @returns the posts that end by this.
 */
export async function endOrganizationRow(
  tx: Tx,
  id: string,
  on: string,
): Promise<readonly { id: string; person_id: string; name_public: boolean }[]> {
  await sql`update organizations.organization set valid_to = ${on}::date where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  const end = sql`(${on}::date::timestamp at time zone 'Asia/Shanghai')`;
  const { rows } = await sql<{ id: string; person_id: string; name_public: boolean }>`
    update organizations.post set valid_to = greatest(valid_from, ${end})
    where tenant_id = ${tx.tenantId} and organization_id = ${id} and (valid_to is null or valid_to > ${end})
    returning id, person_id, name_public`.execute(tx.db);
  return rows;
}

export async function hasPartsAfter(tx: Tx, id: string, on: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organizations.organization
    where tenant_id = ${tx.tenantId} and parent_id = ${id} and (valid_to is null or valid_to > ${on}::date) limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export type PostInHand = {
  readonly id: string;
  readonly organization_id: string;
  readonly person_id: string;
  readonly division_path: string;
  readonly name_public: boolean;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
};

/** A post to be changed, locked; its area is its organization's. */
export async function lockPost(tx: Tx, id: string): Promise<PostInHand | undefined> {
  const { rows } = await sql<PostInHand>`
    select p.id, p.organization_id, p.person_id, o.division_path::text as division_path, p.name_public, p.valid_from, p.valid_to
    from organizations.post p join organizations.organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    where p.tenant_id = ${tx.tenantId} and p.id = ${id} for update of p`.execute(tx.db);
  return rows[0];
}

export async function updatePostEnd(tx: Tx, id: string, endsAt: Date): Promise<void> {
  await sql`update organizations.post set valid_to = ${endsAt} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** Duties a person holds by posts that have not ended. */
export async function findHeldDuties(tx: Tx, personId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ duty: string }>`
    select distinct unnest(duties) as duty from organizations.post
    where tenant_id = ${tx.tenantId} and person_id = ${personId} and (valid_to is null or valid_to > greatest(valid_from, ${tx.now}))`.execute(
    tx.db,
  );
  return rows.map(({ duty }) => duty);
}

/** Does a person hold another post that names them, at or after a moment? */
export async function holdsPublicPostAfter(tx: Tx, personId: string, exceptPost: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organizations.post
    where tenant_id = ${tx.tenantId} and person_id = ${personId} and id <> ${exceptPost} and name_public and (valid_to is null or valid_to > greatest(valid_from, ${at})) limit 1`.execute(
    tx.db,
  );
  return rows.length > 0;
}

export type ContactPointInHand = { readonly id: string; readonly organization_id: string; readonly division_path: string };

export async function lockContactPoint(tx: Tx, id: string): Promise<ContactPointInHand | undefined> {
  const { rows } = await sql<ContactPointInHand>`
    select c.id, c.organization_id, o.division_path::text as division_path
    from organizations.contact_point c join organizations.organization o on o.tenant_id = c.tenant_id and o.id = c.organization_id
    where c.tenant_id = ${tx.tenantId} and c.id = ${id} for update of c`.execute(tx.db);
  return rows[0];
}

export async function deleteContactPoint(tx: Tx, id: string): Promise<void> {
  await sql`delete from organizations.contact_point where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export type CharterToFile = {
  readonly organizationId: string;
  readonly text: string;
  readonly mayDecide: string;
  readonly termFrom: string;
  readonly termTo: string;
  readonly filedOn: string;
};

/** The next version of a charter; two filed at the same moment break on its primary key. */
export async function insertCharter(tx: Tx, charter: CharterToFile): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into organizations.charter (tenant_id, organization_id, version, text, may_decide, term_from, term_to, filed_at)
    select ${tx.tenantId}, ${charter.organizationId},
      1 + coalesce((select max(version) from organizations.charter where tenant_id = ${tx.tenantId} and organization_id = ${charter.organizationId}), 0),
      ${charter.text}, ${charter.mayDecide}, ${charter.termFrom}::date, ${charter.termTo}::date, ${charter.filedOn}::date
    returning version`.execute(tx.db);
  return rows[0]?.version ?? 0;
}
