import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Why a post ended before its day, and the page where that was decided. */
export type Ground = { readonly ground: "appraised-twice"; readonly page: string };

type Whose = { readonly personId: string; readonly organizationId: string };
type Changed = { readonly id: string; readonly name_public: boolean };

export async function endPostRows(
  tx: Tx,
  { personId, organizationId }: Whose,
  { ground, page }: Ground,
): Promise<readonly Changed[]> {
  const { rows } = await sql<Changed>`
    update organizations.post set end_before = valid_to, valid_to = greatest(valid_from, ${tx.now}), ended_ground = ${ground}, ended_page = ${page}
    where tenant_id = ${tx.tenantId} and person_id = ${personId} and organization_id = ${organizationId} and (valid_to is null or valid_to > ${tx.now})
    returning id, name_public`.execute(tx.db);
  return rows;
}

export async function restorePostRows(
  tx: Tx,
  { personId, organizationId }: Whose,
  { ground, page }: Ground,
): Promise<readonly Changed[]> {
  const { rows } = await sql<Changed>`
    update organizations.post set valid_to = end_before, end_before = null, ended_ground = null, ended_page = null
    where tenant_id = ${tx.tenantId} and person_id = ${personId} and organization_id = ${organizationId} and ended_ground = ${ground} and ended_page = ${page}
    returning id, name_public`.execute(tx.db);
  return rows;
}

export type Vacancy = { readonly id: string; readonly title: string; readonly since: Date; readonly page: string };

/** Posts that ended by law and have not been given again under the same title. */
export async function findVacancies(tx: Tx, organizationId: string): Promise<readonly Vacancy[]> {
  const { rows } = await sql<Vacancy>`
    select p.id, p.title, p.valid_to as since, p.ended_page as page from organizations.post p
    where p.tenant_id = ${tx.tenantId} and p.organization_id = ${organizationId} and p.ended_ground is not null
      and not exists (select 1 from organizations.post n where n.tenant_id = p.tenant_id and n.organization_id = p.organization_id
        and n.title = p.title and n.id <> p.id and n.valid_from >= p.valid_to)
    order by p.valid_to desc, p.id limit 50`.execute(tx.db);
  return rows;
}
