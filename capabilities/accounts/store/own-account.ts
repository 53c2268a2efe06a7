import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

export type OwnPost = { readonly title: string; readonly organization: string; readonly inForce: boolean };

export async function findOwnPosts(tx: Tx, personId: string): Promise<readonly OwnPost[]> {
  const { rows } = await sql<OwnPost>`
    select p.title, o.name as organization, p.valid_from <= ${tx.now} and (p.valid_to is null or p.valid_to > ${tx.now}) as "inForce"
    from organizations.v_post p join organizations.v_organization o on o.tenant_id = p.tenant_id and o.id = p.organization_id
    where p.tenant_id = ${tx.tenantId} and p.person_id = ${personId} order by p.valid_from desc`.execute(tx.db);
  return rows;
}

/** Where else this account has a person: each tenant is a house of its own, one sign-in opens all of them. */
export async function findOwnTenants(
  tx: Tx,
  accountId: string,
): Promise<readonly { readonly slug: string; readonly name: string }[]> {
  const { rows } = await sql<{ slug: string; name: string }>`
    select t.slug, t.name from register.v_person p join platform.tenant t on t.id = p.tenant_id
    where p.account_id = ${accountId} and p.left_at is null order by t.slug`.execute(tx.db);
  return rows;
}
